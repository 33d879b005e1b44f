internal import CLinux
internal import Glibc
public import Signals

/// Blocking calls that a caught signal ends, even one that arrives a moment before the call.
public enum Interruptible {
  /// The result of a call, or that a caught signal ended it.
  public enum Outcome<Value> {
    /// The call's result.
    case finished(Value)
    /// A handler's record waits (EINTR).
    case interrupted
  }

  /// A child that ended.
  public struct Child: Sendable {
    /// Its pid.
    public let pid: Int32
    /// How it ended.
    public let termination: Termination
  }

  /// Sleeps on the monotonic clock: clock_nanosleep(2).
  ///
  /// Gives the seconds left, 0 at the end.
  public static func sleep(seconds: Double) -> Outcome<Double> {
    var time = timespec(seconds: seconds)
    var left = timespec()
    guard clinux_sleep(&time, &left) < 0 else { return .finished(0) }
    // An interrupt before the kernel was entered leaves no time behind.
    let rest = Double(left.tv_sec) + Double(left.tv_nsec) / 1e9
    return .finished(rest == 0 ? seconds : rest)
  }

  /// Waits until a handler ran: pause(2).
  public static func pause() { _ = clinux_pause() }

  /// Waits under another mask until a handler ran: rt_sigsuspend(2).
  public static func suspend(_ mask: SignalSet) { _ = clinux_suspend(mask.bits) }

  /// Reaps a child: wait4(2).
  ///
  /// - Parameters:
  ///   - pid: As waitpid(2) takes it: -1 any child, below -1 a group, 0 the own group.
  ///   - blocks: Whether to wait for one to end.
  /// - Returns: The child, or nil where none has ended and the call does not block.
  /// - Throws: ECHILD.
  public static func wait(
    pid: Int32, blocks: Bool
  ) throws(SystemError) -> Outcome<Child?> {
    var status: Int32 = 0
    let result = clinux_wait(pid, blocks ? 0 : WNOHANG, &status)
    switch result {
    case -EINTR: return .interrupted
    case 0: return .finished(nil)
    default:
      let ended = try checked(result, "wait for", pid == -1 ? "a child" : "process \(pid)")
      return .finished(Child(pid: ended, termination: Termination(waitStatus: status)))
    }
  }

  /// Accepts a pending signal of a set, which must be blocked: rt_sigtimedwait(2).
  ///
  /// - Parameters:
  ///   - set: The signals to accept.
  ///   - seconds: How long to wait for one; nil for ever.
  /// - Returns: What the kernel says of it, or nil when the time is over (EAGAIN).
  /// - Throws: EINVAL.
  public static func accept(
    _ set: SignalSet, within seconds: Double?
  ) throws(SystemError) -> Outcome<SignalRecord?> {
    var record = clinux_record()
    let result: Int32
    if let seconds {
      var time = timespec(seconds: seconds)
      result = clinux_wait_signal(set.bits, &time, &record)
    } else {
      result = clinux_wait_signal(set.bits, nil, &record)
    }
    switch result {
    case -EINTR: return .interrupted
    case -EAGAIN: return .finished(nil)
    default:
      try checked(result, "wait for", "a signal")
      return .finished(SignalRecord(record))
    }
  }
}

extension timespec {
  /// The time as the kernel takes it, at most a century.
  init(seconds: Double) {
    let bounded = min(max(seconds, 0), 3e9)
    let whole = bounded.rounded(.down)
    self.init(tv_sec: Int(whole), tv_nsec: Int((bounded - whole) * 1e9))
  }
}
