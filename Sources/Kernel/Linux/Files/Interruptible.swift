internal import CLinux
internal import Glibc
package import SignalModel
package import SystemPackage

/// Blocking calls that a caught signal ends, even one that arrives a moment before the call.
package enum Interruptible {
  /// The result of a call, or that a caught signal ended it.
  package enum Outcome<Value> {
    /// The call's result.
    case finished(Value)
    /// A handler's record waits (EINTR).
    case interrupted

    /// The same with another form of the result.
    package func map<Other>(_ body: (Value) -> Other) -> Outcome<Other> {
      switch self {
      case .finished(let value): .finished(body(value))
      case .interrupted: .interrupted
      }
    }
  }

  /// Returns the result of a CLinux call unless a caught signal ended it.
  static func outcome(
    _ result: Int32, _ operation: String, _ subject: @autoclosure () -> String,
    remedy: @autoclosure () -> String = ""
  ) throws(SystemError) -> Outcome<Int32> {
    if result == -EINTR { return .interrupted }
    return .finished(try checked(result, operation, subject(), remedy: remedy()))
  }

  /// Sleeps on the monotonic clock: clock_nanosleep(2).
  ///
  /// Gives the seconds left, 0 at the end.
  package static func sleep(seconds: Double) -> Outcome<Double> {
    var time = timespec(seconds: seconds)
    var left = timespec()
    guard clinux_sleep(&time, &left) < 0 else { return .finished(0) }
    // A signal before the kernel was entered leaves the remaining time unset.
    let rest = Double(left.tv_sec) + Double(left.tv_nsec) / 1e9
    return .finished(rest == 0 ? seconds : rest)
  }

  /// Waits until a handler ran: pause(2).
  package static func pause() { _ = clinux_pause() }

  /// Waits for a change of a child: waitid(2).
  ///
  /// - Parameters:
  ///   - children: Which children.
  ///   - options: Which changes, and how to wait; without ``WaitOptions/noHang`` the call blocks.
  /// - Returns: The change; nil if there is none and the call does not block.
  /// - Throws: ECHILD, EBADF, EINVAL.
  package static func wait(
    for children: WaitTarget, _ options: WaitOptions
  ) throws(SystemError) -> Outcome<ChildChange?> {
    var change = clinux_change()
    let result = clinux_wait(children.kind, children.id, options.rawValue, &change)
    return try outcome(result, "wait for", children.description).map {
      $0 == 0 ? nil : ChildChange(change)
    }
  }

  /// Reads what is there, at least one byte unless at the end: read(2).
  ///
  /// - Parameters:
  ///   - descriptor: What to read from.
  ///   - count: The most bytes to read.
  /// - Returns: The bytes, none at the end.
  /// - Throws: EBADF, EAGAIN, EIO.
  package static func read(
    _ descriptor: FileDescriptor, atMost count: Int
  ) throws(SystemError) -> Outcome<[UInt8]> {
    var buffer = [UInt8](repeating: 0, count: count)
    let result = buffer.withUnsafeMutableBytes { bytes in
      clinux_read(descriptor.rawValue, bytes.baseAddress, bytes.count)
    }
    return try outcome(result, "read", "descriptor \(descriptor.rawValue)").map {
      Array(buffer[..<Int($0)])
    }
  }

  /// Writes bytes, all of them or a part: write(2).
  ///
  /// Gives how many.
  ///
  /// - Throws: EBADF, EPIPE, EAGAIN.
  package static func write(
    _ descriptor: FileDescriptor, _ bytes: [UInt8]
  ) throws(SystemError) -> Outcome<Int> {
    let result = bytes.withUnsafeBytes { bytes in
      clinux_write(descriptor.rawValue, bytes.baseAddress, bytes.count)
    }
    return try outcome(result, "write to", "descriptor \(descriptor.rawValue)").map { Int($0) }
  }

  /// Sets the foreground process group of a terminal: tcsetpgrp(3).
  ///
  /// A caller in the background gets TTOU, unless it blocks or ignores that.
  ///
  /// - Throws: ENOTTY, EPERM for a group of another session, ESRCH.
  package static func setForeground(
    _ group: Int32, of terminal: FileDescriptor
  ) throws(SystemError) -> Outcome<Void> {
    let result = clinux_set_foreground(terminal.rawValue, group)
    let name = "terminal descriptor \(terminal.rawValue)"
    return try outcome(result, "set the foreground group of", name).map { _ in () }
  }

  /// Accepts a pending signal of a set, which must be blocked: rt_sigtimedwait(2).
  ///
  /// - Parameters:
  ///   - set: The signals to accept.
  ///   - seconds: How long to wait for one, in seconds, or nil for no limit.
  /// - Returns: The signal; nil if the time is over (EAGAIN).
  /// - Throws: EINVAL.
  package static func accept(
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
