internal import CLinux
internal import Glibc
package import SignalModel
internal import SystemPackage

/// Which children to wait for: the idtype of waitid(2).
package enum WaitTarget: Hashable, Sendable {
  /// Any child.
  case any
  /// The child of this pid.
  case process(Int32)
  /// The children of this process group; 0 for the caller's.
  case group(Int32)
  /// The child of a pidfd.
  case descriptor(Int32)

  /// Reads a pid as waitpid(2) takes it.
  ///
  /// - Throws: ESRCH for the least number, which has no positive one.
  package init(pid: Int32) throws(SystemError) {
    switch pid {
    case -1: self = .any
    case 1...: self = .process(pid)
    case .min:
      throw SystemError("wait for", .noSuchProcess, subject: "a child in process group \(pid)")
    default: self = .group(-pid)
    }
  }

  var kind: Int32 {
    switch self {
    case .any: Int32(P_ALL.rawValue)
    case .process: Int32(P_PID.rawValue)
    case .group: Int32(P_PGID.rawValue)
    case .descriptor: Int32(P_PIDFD.rawValue)
    }
  }

  var id: Int32 {
    switch self {
    case .any: 0
    case .process(let id), .group(let id), .descriptor(let id): id
    }
  }

  var description: String {
    switch self {
    case .any: "a child"
    case .process(let pid): "process \(pid)"
    case .group(let group): "a child in process group \(group)"
    case .descriptor(let descriptor): "the process behind descriptor \(descriptor)"
    }
  }
}

/// Which changes to wait for, and how: the options of waitid(2).
package struct WaitOptions: OptionSet, Sendable {
  /// The kernel's bits.
  package let rawValue: Int32
  /// Makes options of the kernel's bits.
  package init(rawValue: Int32) { self.rawValue = rawValue }
  /// WEXITED: children that ended.
  package static let ended = WaitOptions(rawValue: 4)
  /// WSTOPPED: children that a signal stopped.
  package static let stopped = WaitOptions(rawValue: 2)
  /// WCONTINUED: children that CONT woke.
  package static let continued = WaitOptions(rawValue: 8)
  /// WNOHANG: do not block.
  package static let noHang = WaitOptions(rawValue: 1)
  /// WNOWAIT: leave the change to be waited for again.
  package static let noWait = WaitOptions(rawValue: 0x0100_0000)
}

/// A change of a child: the siginfo_t and rusage of waitid(2).
package struct ChildChange: Sendable {
  /// What happened.
  package enum Event: Hashable, Sendable {
    /// It ended, and was reaped unless ``WaitOptions/noWait`` is set.
    case ended(Termination)
    /// A signal stopped it.
    case stopped(Signal)
    /// CONT woke it.
    case continued
  }

  /// The child's pid.
  package let pid: Int32
  /// What happened to it.
  package let event: Event
  /// Seconds of the processor in the program, with its own reaped children.
  package let userTime: Double
  /// System time, in seconds.
  package let systemTime: Double
  /// The most memory that was resident, in bytes.
  package let peakMemory: Int64

  init(_ change: clinux_change) {
    pid = change.pid
    userTime = Double(change.user_time) / 1e6
    systemTime = Double(change.system_time) / 1e6
    peakMemory = change.peak_memory
    let signal = Signal(number: change.status) ?? .kill
    event =
      switch Int(change.code) {
      case Int(CLD_EXITED): .ended(.exited(change.status))
      case Int(CLD_DUMPED): .ended(.killed(signal, core: true))
      case Int(CLD_STOPPED), Int(CLD_TRAPPED): .stopped(signal)
      case Int(CLD_CONTINUED): .continued
      default: .ended(.killed(signal, core: false))
      }
  }
}

/// Reaping without a look at what the children used: wait4(2), WNOHANG.
package enum Reaping {
  /// Reaps a child that has ended; nil if none has.
  ///
  /// - Returns: Its pid, and how it ended.
  package static func next() -> (pid: Int32, end: Termination)? {
    var status: Int32 = 0
    // Without children at all the kernel says ECHILD.
    let pid = clinux_reap(&status)
    return pid > 0 ? (pid, Termination(waitStatus: status)) : nil
  }
}
