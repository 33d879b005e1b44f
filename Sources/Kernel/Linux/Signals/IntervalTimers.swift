internal import CLinux
internal import Glibc
internal import SystemPackage

/// The three interval timers of a process: setitimer(2).
package enum IntervalTimer: String, CaseIterable, Sendable {
  /// Real time; sends ALRM.
  case real
  /// Time of the processor in the program; sends VTALRM.
  case virtual
  /// User and system time; sends PROF.
  case prof

  /// Sets the timer, and gives the seconds that were left of it.
  ///
  /// - Parameters:
  ///   - seconds: When it ends first; 0 turns it off.
  ///   - interval: When it ends again after that; 0 for once.
  /// - Returns: The seconds left before, 0 if it was off.
  /// - Throws: EINVAL.
  package func set(seconds: Double, interval: Double) throws(SystemError) -> Double {
    var value = itimerval(it_interval: Self.time(interval), it_value: Self.time(seconds))
    var old = itimerval()
    try checkedErrno("set", "the \(rawValue) timer") {
      setitimer(__itimer_which_t(kind.rawValue), &value, &old)
    }
    return Double(old.it_value.tv_sec) + Double(old.it_value.tv_usec) / 1e6
  }

  private var kind: __itimer_which {
    switch self {
    case .real: ITIMER_REAL
    case .virtual: ITIMER_VIRTUAL
    case .prof: ITIMER_PROF
    }
  }

  /// Never rounded to 0, which would turn the timer off.
  private static func time(_ seconds: Double) -> timeval {
    let bounded = min(seconds, 3e9)
    let whole = bounded.rounded(.down)
    let micro = Int(((bounded - whole) * 1e6).rounded(.up))
    return timeval(tv_sec: Int(whole) + micro / 1_000_000, tv_usec: micro % 1_000_000)
  }
}
