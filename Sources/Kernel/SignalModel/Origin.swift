/// Where a signal comes from, seen from its target.
///
/// Source: `send_signal_locked` and `force_sig_info_to_task` in kernel/signal.c; pid_namespaces(7).
public enum Origin: String, Codable, Sendable, CaseIterable {
  /// A process in the target's PID namespace.
  case inside
  /// A process in an ancestor of the target's PID namespace.
  case host
  /// The kernel: a key on the terminal, a resource limit, a change of a child.
  case kernel
  /// A fault of the target itself, such as an invalid memory access.
  case fault

  /// Whether the signal is forced: sent by the kernel or from an ancestor namespace.
  ///
  /// A forced KILL or STOP overrides the protection of PID 1.
  public var isForced: Bool { self != .inside }
}

/// The sender of a signal.
public struct Sender: Hashable, Sendable {
  /// Where the signal comes from.
  public var origin: Origin
  /// The credentials that kill(2) checks; nil skips the check.
  public var credentials: Credentials?
  /// Whether the signal carries a value, as with sigqueue(3).
  ///
  /// If the queue is full, a real-time signal with a value fails with EAGAIN.
  public var sendsValue = false

  /// The credentials that decide which processes a sender may signal.
  ///
  /// Source: kill(2); `kill_ok_by_cred` in kernel/signal.c.
  public struct Credentials: Hashable, Sendable {
    /// The real user ID.
    public var user: UInt32
    /// The effective user ID.
    public var effectiveUser: UInt32
    /// Whether the sender has CAP_KILL in the user namespace of the target.
    public var hasKillCapability: Bool
    /// Whether the sender is in the target's session, which is sufficient for CONT.
    public var sharesSession: Bool

    /// Creates credentials.
    ///
    /// - Parameters:
    ///   - user: The real user ID.
    ///   - effectiveUser: The effective user ID.
    ///   - hasKillCapability: Whether the sender has CAP_KILL in the user namespace of the target.
    ///   - sharesSession: Whether the sender is in the target's session.
    public init(
      user: UInt32, effectiveUser: UInt32, hasKillCapability: Bool, sharesSession: Bool = false
    ) {
      self.user = user
      self.effectiveUser = effectiveUser
      self.hasKillCapability = hasKillCapability
      self.sharesSession = sharesSession
    }
  }

  /// Creates a sender that sends no value.
  ///
  /// - Parameters:
  ///   - origin: Where the signal comes from.
  ///   - credentials: The credentials that kill(2) checks; nil skips the check.
  public init(_ origin: Origin, credentials: Credentials? = nil) {
    self.origin = origin
    self.credentials = credentials
  }
}
