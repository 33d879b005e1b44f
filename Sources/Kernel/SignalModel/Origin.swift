/// Where the sender of a signal stands, seen from the process that it goes to.
///
/// Source: `send_signal_locked` and `force_sig_info_to_task` in kernel/signal.c; pid_namespaces(7).
public enum Origin: String, Sendable, CaseIterable {
  /// A process of the same PID namespace.
  case inside
  /// A process of an ancestor PID namespace.
  case host
  /// The kernel itself: a terminal's key, a limit, the end of a child.
  case kernel
  /// A fault of the process's own, as an access to memory that it does not have.
  case fault

  /// The kernel calls a signal forced when it comes from itself or from an ancestor namespace.
  public var isForced: Bool { self != .inside }
}

/// Who sends a signal.
public struct Sender: Hashable, Sendable {
  /// Where it stands.
  public var origin: Origin
  /// What kill(2) asks for its permission; nil where it is known to have it.
  public var credentials: Credentials?
  /// Whether it sends a value along, by sigqueue(3) rather than kill(2).
  public var sendsValue = false

  /// The part of a process's credentials that decides whom it may signal.
  public struct Credentials: Hashable, Sendable {
    /// The real user.
    public var user: UInt32
    /// The effective user.
    public var effectiveUser: UInt32
    /// Whether it has CAP_KILL in the user namespace of the target.
    public var hasKillCapability: Bool
    /// Whether it is in the target's session, which is enough for CONT.
    public var sharesSession: Bool

    /// Describes a sender.
    ///
    /// - Parameters:
    ///   - user: The real user.
    ///   - effectiveUser: The effective user.
    ///   - hasKillCapability: Whether it has CAP_KILL in the user namespace of the target.
    ///   - sharesSession: Whether it is in the target's session.
    public init(
      user: UInt32, effectiveUser: UInt32, hasKillCapability: Bool, sharesSession: Bool = false
    ) {
      self.user = user
      self.effectiveUser = effectiveUser
      self.hasKillCapability = hasKillCapability
      self.sharesSession = sharesSession
    }
  }

  /// Describes a sender.
  ///
  /// - Parameters:
  ///   - origin: Where it stands.
  ///   - credentials: What kill(2) asks for its permission; nil where it is known to have it.
  public init(_ origin: Origin, credentials: Credentials? = nil) {
    self.origin = origin
    self.credentials = credentials
  }
}
