/// Where the sender of a signal stands, seen from the process that it goes to.
///
/// Source: `send_signal_locked` in kernel/signal.c; pid_namespaces(7).
public enum Origin: String, Sendable, CaseIterable {
  /// A process of the same PID namespace.
  case inside
  /// A process of an ancestor PID namespace.
  case host
  /// The kernel itself: a fault, a terminal's key.
  case kernel

  /// The kernel calls a signal forced when it comes from itself or from an ancestor namespace.
  public var isForced: Bool { self != .inside }
}
