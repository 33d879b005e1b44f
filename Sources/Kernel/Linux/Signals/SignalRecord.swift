internal import CLinux
package import SignalModel

/// What the kernel says of one signal that arrived: siginfo_t of sigaction(2).
package struct SignalRecord: Sendable {
  /// The signal.
  package var signal: Signal
  /// si_code, the number.
  package var code: Int32
  /// si_pid as the receiver's PID namespace numbers it; 0 for one that it cannot see.
  package var pid: Int32
  /// si_uid in the receiver's user namespace.
  package var uid: UInt32
  /// si_value of sigqueue(3), else 0.
  package var value: Int64
  /// si_status of a child: its exit code or the signal; else 0.
  package var status: Int32
  /// si_addr of a fault: the address, else 0.
  package var address: UInt64
  /// si_fd of a descriptor that is ready, else 0.
  package var descriptor: Int32
  /// When the handler ran or the signal was accepted, in nanoseconds since the Epoch.
  package var time: Int64

  init?(_ record: clinux_record) {
    guard let signal = Signal(number: record.signal) else { return nil }
    self.signal = signal
    code = record.code
    pid = record.pid
    uid = record.uid
    value = record.value
    status = record.status
    address = record.address
    descriptor = record.fd
    time = record.time
  }

  /// Where the sender stands: inside the PID namespace, on the host (an ancestor, whose pid reads
  /// 0), or the kernel.
  package var origin: Origin {
    switch cause {
    case .user, .thread: pid == 0 ? .host : .inside
    case .kernel, .fault, .child, .timer: .kernel
    case .io where code > 0: .kernel
    default: .inside
    }
  }

  /// What sent the signal.
  package var cause: Cause {
    switch code {
    case 0: .user
    case -1: .queue
    case -2: .timer
    case -3: .message
    case -4, -5, -60: .io
    case -6: .thread
    case 0x80: .kernel
    case 1... where signal == .chld: .child
    case 1... where signal.isFault: .fault
    case 1...: .io
    default: .other
    }
  }

  /// What can send a signal: si_code of sigaction(2).
  package enum Cause: Sendable {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case user, queue, timer, message, io, thread, kernel, child, fault, other

    /// Its name.
    package var name: StaticString {
      switch self {
      case .user: "user"
      case .queue: "queue"
      case .timer: "timer"
      case .message: "message"
      case .io: "io"
      case .thread: "thread"
      case .kernel: "kernel"
      case .child: "child"
      case .fault: "fault"
      case .other: "other"
      }
    }
  }
}
