/// The process that receives a signal, reduced to what decides the fate of the signal.
public struct Target: Hashable, Codable, Sendable {
  /// The state of a process.
  public enum State: String, Hashable, Codable, Sendable {
    /// Running or sleeping.
    case live
    /// Stopped by a signal.
    case stopped
    /// Ended but not yet reaped: kill(2) still succeeds.
    case ended
  }

  /// The state of the process.
  public var state = State.live
  /// Whether the process is PID 1 of a PID namespace (SIGNAL_UNKILLABLE).
  public var isInit: Bool
  /// Whether the process is PID 1 of the machine, which not even a forced KILL reaches.
  public var isMachineInit = false
  /// The ignored signals (SIG_IGN).
  public var ignored = SignalSet.empty
  /// The caught signals, those with a handler.
  public var caught = SignalSet.empty
  /// The signals blocked by the main thread.
  public var blocked = SignalSet.empty
  /// The signals blocked by each of the other threads.
  public var otherBlocked: [SignalSet] = []
  /// The signals that the main thread is waiting for in sigtimedwait(2).
  ///
  /// /proc does not show them.
  public var awaited = SignalSet.empty
  /// The signals that any other thread is waiting for in sigtimedwait(2).
  public var otherAwaited = SignalSet.empty
  /// The awaited signals that the waiting thread did not block before the call.
  ///
  /// POSIX requires them to be blocked, and /proc does not show whether they were.
  public var awaitedUnblocked = SignalSet.empty
  /// The signals pending for the process.
  public var pending = SignalSet.empty
  /// Whether a tracer such as gdb or strace is attached.
  public var isTraced = false
  /// Whether the process group is orphaned.
  ///
  /// It is if no member has a parent in another group of the same session.
  public var isGroupOrphaned = false
  /// Whether the user has as many signals queued as RLIMIT_SIGPENDING allows.
  public var queueIsFull = false
  /// The real and saved user IDs, which kill(2) compares with those of the sender.
  public var users: (real: UInt32, saved: UInt32) {
    get { (realUser, savedUser) }
    set { (realUser, savedUser) = newValue }
  }
  private var realUser: UInt32 = 0
  private var savedUser: UInt32 = 0

  /// Creates a live process that has every signal at the default disposition and blocks none.
  ///
  /// - Parameter isInit: Whether the process is PID 1 of a PID namespace.
  public init(isInit: Bool) { self.isInit = isInit }

  /// Creates a target from the status of a running process.
  ///
  /// /proc does not show ``awaited``, ``otherAwaited``, ``awaitedUnblocked``, ``isGroupOrphaned``, ``queueIsFull`` and
  /// ``isMachineInit``; they keep their defaults.
  ///
  /// - Parameters:
  ///   - status: The contents of /proc/PID/status.
  ///   - threads: The statuses of all threads, main thread first; may be empty for a single thread.
  public init(_ status: ProcessStatus, threads: [ProcessStatus] = []) {
    isInit = status.isNamespaceInit
    switch status.state {
    case .stopped: state = .stopped
    case .zombie, .dead: state = .ended
    default: state = .live
    }
    ignored = status.ignored
    caught = status.caught
    blocked = status.blocked
    otherBlocked = threads.dropFirst().map(\.blocked)
    pending = status.sharedPending
    isTraced = status.tracer != 0
    users = (status.realUser, status.savedUser)
  }

  /// Returns the disposition of a signal.
  public func disposition(of signal: Signal) -> Disposition {
    if caught.contains(signal) { return .caught }
    return ignored.contains(signal) ? .ignored : .default
  }
}
