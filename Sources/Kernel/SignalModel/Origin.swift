/// Where a signal comes from, seen from its target.
///
/// A process sends with kill(2), tgkill(2), or pidfd_send_signal(2) without a siginfo. The si_code of
/// a siginfo changes whether a signal is forced: PID 1 can force KILL on itself with SI_KERNEL, and the
/// host does not force it with SI_TIMER.
///
/// Source: `send_signal_locked` and `force_sig_info_to_task` in kernel/signal.c; pid_namespaces(7).
public enum Origin: String, Codable, Sendable, CaseIterable {
  /// A process in the target's PID namespace.
  case inside
  /// A process that has no PID in the target's namespace, as one in an ancestor namespace.
  case host
  /// The kernel itself: a key on the terminal, a hangup, the hard CPU limit, the OOM killer.
  case kernel
  /// A notification that a process has asked for: a timer, F_SETSIG, or clone(2)'s exit signal.
  ///
  /// mq_notify(3) counts as sent by the process that sends the message.
  case notification
  /// A fault of the target itself, such as an invalid memory access.
  case fault

  /// Whether the signal is forced: sent by the kernel, or by a process outside the namespace.
  ///
  /// A forced KILL or STOP overrides the protection of PID 1.
  public var isForced: Bool { self == .host || self == .kernel }

  /// What follows "from" in a sentence.
  package var phrase: String {
    switch self {
    case .inside: "inside"
    case .host, .kernel: "the \(rawValue)"
    case .notification: "a notification"
    case .fault: "its own fault"
    }
  }
}

/// The sender of a signal.
public struct Sender: Hashable, Sendable {
  /// Where the signal comes from.
  public var origin: Origin
  /// Why kill(2) with signal 0 fails with EPERM; nil if it succeeds or is not asked.
  public var refusal: Refusal?
  /// Whether the signal carries a value, as with sigqueue(3).
  ///
  /// If the queue is full, a real-time signal with a value fails with EAGAIN.
  public var sendsValue = false

  /// Why a sender may not signal a process.
  ///
  /// Source: kill(2); `check_kill_permission` in kernel/signal.c.
  public enum Refusal: Hashable, Sendable {
    /// The effective user `user` is not the target's, and has no CAP_KILL over the target.
    ///
    /// A sender in the target's session may still send CONT.
    case credentials(user: UInt32, sharesSession: Bool)
    /// A security module forbids it, such as Landlock with LANDLOCK_SCOPE_SIGNAL.
    case securityModule
  }

  /// Creates a sender that sends no value.
  ///
  /// - Parameters:
  ///   - origin: Where the signal comes from.
  ///   - refusal: Why kill(2) with signal 0 fails with EPERM; nil if it succeeds or is not asked.
  public init(_ origin: Origin, refusal: Refusal? = nil) {
    self.origin = origin
    self.refusal = refusal
  }
}
