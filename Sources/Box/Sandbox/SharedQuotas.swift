internal import Linux

/// Quotas that the kernel counts for the creator of a user namespace too: getrlimit(2), inotify(7).
///
/// A box gets a small part of them, so that it cannot use up those of its creator.
enum SharedQuotas {
  /// How many instances of inotify(7) a box may have; a user has 128 by default.
  static let fileWatches = (file: "max_inotify_instances", value: "32")

  /// How many signals a process of a box may have queued.
  private static let signals: UInt64 = 8192

  /// Limits the queued signals of the user namespace that the caller makes next to a half.
  ///
  /// The kernel compares what all boxes of a user have queued with the limit of each.
  static func limitSignals() throws(SystemError) {
    let hard = try ResourceLimit(current: .sigpending).hard
    // A half, unless that is too few to experiment with.
    let limit = min(hard, max(hard / 2, 1024))
    try ResourceLimit(.sigpending, soft: limit, hard: hard).set()
  }

  /// Limits the signals that the caller, and everything that it starts, may have queued.
  static func limitOwnSignals() throws(SystemError) {
    let limit = min(try ResourceLimit(current: .sigpending).soft, signals)
    try ResourceLimit(.sigpending, soft: limit, hard: limit).set()
  }
}
