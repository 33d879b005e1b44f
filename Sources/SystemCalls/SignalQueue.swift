internal import Glibc
internal import SystemPackage

/// The limit of signals that may be queued for the processes of one user: RLIMIT_SIGPENDING.
public enum SignalQueue {
  private static let kind = __rlimit_resource_t(__RLIMIT_SIGPENDING.rawValue)

  /// The limit that applies to this process.
  public static var limit: UInt64 {
    var limit = rlimit()
    getrlimit(kind, &limit)
    return UInt64(limit.rlim_cur)
  }

  /// Sets the limit: setrlimit(2).
  ///
  /// - Throws: EINVAL above the hard limit, EPERM.
  public static func setLimit(_ count: UInt64) throws(SystemError) {
    var limit = rlimit()
    getrlimit(kind, &limit)
    limit.rlim_cur = rlim_t(count)
    try checkedErrno("set", "the limit of queued signals") {
      setrlimit(kind, &limit)
    }
  }
}
