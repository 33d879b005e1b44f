internal import CLinux
internal import SystemPackage

/// A limit on what a process may use: getrlimit(2).
package struct ResourceLimit: Sendable {
  /// What is limited, by the kernel's number.
  package enum Resource: Int32, CaseIterable, Sendable {
    /// Processor time in seconds; the soft limit sends XCPU, the hard limit KILL.
    case cpu
    /// The size of a file in bytes; a write beyond it sends XFSZ.
    case fsize
    /// The data segment in bytes.
    case data
    /// The stack in bytes.
    case stack
    /// A core dump in bytes.
    case core
    /// Resident memory in bytes, which Linux does not enforce.
    case rss
    /// The processes of the user.
    case nproc
    /// One more than the highest descriptor.
    case nofile
    /// Locked memory in bytes.
    case memlock
    /// The address space in bytes.
    case `as`
    /// File locks.
    case locks
    /// The queued signals of the user.
    case sigpending
    /// Message queues in bytes.
    case msgqueue
    /// The lowest niceness, as 20 less the number.
    case nice
    /// The real-time priority.
    case rtprio
    /// Microseconds of the processor without a blocking call under real-time scheduling.
    case rttime

    /// The name, as prlimit(1) has it.
    package var name: String { "\(self)" }

    /// The resource of a name.
    package static func named(_ name: String) -> Resource? {
      allCases.first { $0.name == name }
    }
  }

  /// No limit.
  package static let unlimited = UInt64.max

  /// What is limited.
  package var resource: Resource
  /// The limit that is enforced.
  package var soft: UInt64
  /// How high the soft one may be set without the privilege.
  package var hard: UInt64

  /// Makes a limit.
  package init(_ resource: Resource, soft: UInt64, hard: UInt64) {
    self.resource = resource
    self.soft = soft
    self.hard = hard
  }

  /// The caller's limit: getrlimit(2).
  ///
  /// - Throws: EINVAL on a kernel without the resource.
  package init(current resource: Resource) throws(SystemError) {
    var limit = clinux_resource_limit(resource: resource.rawValue, soft: 0, hard: 0)
    try checked(clinux_get_limit(&limit), "read", "the limit of \(resource.name)")
    self.init(resource, soft: limit.soft, hard: limit.hard)
  }

  /// Makes it the caller's limit: setrlimit(2).
  ///
  /// - Throws: EPERM for a higher hard limit without CAP_SYS_RESOURCE, EINVAL for a soft limit
  ///   above the hard one.
  package func set() throws(SystemError) {
    var limit = kernelForm
    try checked(clinux_set_limit(&limit), "set", "the limit of \(resource.name)")
  }

  var kernelForm: clinux_resource_limit {
    clinux_resource_limit(resource: resource.rawValue, soft: soft, hard: hard)
  }
}
