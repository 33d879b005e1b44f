internal import CLinux
internal import Glibc
package import SignalModel
internal import SystemPackage

/// A timer that sends a signal of the caller's choice with a value: timer_create(2).
package struct PosixTimer: Sendable {
  /// The time that it counts.
  package enum Clock: String, CaseIterable, Sendable {
    /// Time since the machine started, without its sleep: CLOCK_MONOTONIC.
    case monotonic
    /// The time of day: CLOCK_REALTIME.
    case real
    /// Time of the processor for this process: CLOCK_PROCESS_CPUTIME_ID.
    case processor
  }

  /// The kernel's number.
  package let id: Int32

  /// Names a timer that was created before.
  package init(id: Int32) { self.id = id }

  /// Creates a timer and starts it.
  ///
  /// - Parameters:
  ///   - clock: The time that it counts.
  ///   - signal: What it sends.
  ///   - value: si_value of the signal.
  ///   - seconds: When it ends first, more than 0.
  ///   - interval: When it ends again after that; 0 for once.
  /// - Throws: EAGAIN when too many signals are queued, of which each timer keeps one; ENOMEM.
  package init(
    _ clock: Clock, sending signal: Signal, value: Int64, after seconds: Double,
    every interval: Double
  ) throws(SystemError) {
    let kind =
      switch clock {
      case .monotonic: CLOCK_MONOTONIC
      case .real: CLOCK_REALTIME
      case .processor: CLOCK_PROCESS_CPUTIME_ID
      }
    id = try checked(clinux_timer_create(kind, signal.number, value), "create", "a timer")
    do throws(SystemError) {
      try checked(clinux_timer_set(id, Self.time(seconds), Self.time(interval)), "set", "a timer")
    } catch {
      try? delete()
      throw error
    }
  }

  /// Stops and deletes the timer: timer_delete(2).
  ///
  /// - Throws: EINVAL for one that does not exist.
  package func delete() throws(SystemError) {
    try checked(clinux_timer_delete(id), "delete", "timer \(id)")
  }

  /// What is more than 0 is not rounded to 0, which would leave the timer off.
  private static func time(_ seconds: Double) -> timespec {
    timespec(seconds: seconds > 0 ? max(seconds, 1e-9) : 0)
  }
}
