internal import CLinux
internal import Glibc
package import SystemPackage

/// Waiting for descriptors: poll(2).
package enum Polling {
  /// Waits until one of the descriptors is readable or closed.
  ///
  /// - Parameters:
  ///   - descriptors: The descriptors.
  ///   - writable: Descriptors that end the wait when they have room, or their reader is gone.
  ///   - deadline: When to stop waiting, or nil for no limit.
  /// - Returns: Those that are readable, none when the time is over.
  package static func wait(
    for descriptors: [FileDescriptor], writable: [FileDescriptor] = [], until deadline: Instant?
  ) -> [FileDescriptor] {
    var entries = descriptors.map { pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0) }
    entries += writable.map { pollfd(fd: $0.rawValue, events: Int16(POLLOUT), revents: 0) }
    while true {
      let count = poll(&entries, nfds_t(entries.count), milliseconds(until: deadline))
      if count < 0, Glibc.errno == EINTR { continue }
      if count == 0, let deadline, deadline > .now { continue }
      return entries.filter { $0.revents != 0 }.map { FileDescriptor(rawValue: $0.fd) }
    }
  }

  private static func milliseconds(until deadline: Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let left = deadline.nanoseconds - Instant.now.nanoseconds
    return Int32(clamping: max(0, left + 999_999) / 1_000_000)
  }
}

/// A point on the monotonic clock, in nanoseconds: CLOCK_MONOTONIC of clock_gettime(2).
package struct Instant: Comparable, Hashable, Codable, Sendable {
  /// Nanoseconds since the machine started.
  package var nanoseconds: Int64

  /// A point of the clock.
  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The present.
  package static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// A later point.
  package static func + (instant: Instant, duration: Duration) -> Instant {
    let (seconds, attoseconds) = duration.components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return Instant(nanoseconds: .max) }
    let sum = instant.nanoseconds.addingReportingOverflow(product + attoseconds / 1_000_000_000)
    return Instant(nanoseconds: sum.overflow ? .max : sum.partialValue)
  }

  /// The time between.
  package static func - (later: Instant, earlier: Instant) -> Duration {
    .nanoseconds(later.nanoseconds - earlier.nanoseconds)
  }

  /// Orders instants by time.
  package static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}
