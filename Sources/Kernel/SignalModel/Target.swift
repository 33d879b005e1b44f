/// What the fate of a signal depends on in the process that it goes to.
public struct Target: Hashable, Sendable {
  /// How far it is in its life.
  public enum State: Hashable, Sendable {
    /// On a processor, or waiting for something.
    case live
    /// Stopped by a signal.
    case stopped
    /// Ended, whether reaped or not.
    case ended
  }

  /// Its state.
  public var state = State.live
  /// Whether it is PID 1 of a PID namespace (SIGNAL_UNKILLABLE).
  public var isInit: Bool
  /// Whether it is the machine's own PID 1.
  public var isMachineInit = false
  /// The signals that it ignores (SIG_IGN).
  public var ignored = SignalSet.empty
  /// The signals that it has handlers for.
  public var caught = SignalSet.empty
  /// The signals that its main thread blocks.
  public var blocked = SignalSet.empty
  /// What each of its other threads blocks.
  public var otherBlocked: [SignalSet] = []
  /// The signals that its main thread waits for in sigtimedwait(2), which /proc does not show.
  public var awaited = SignalSet.empty
  /// The signals that other threads of it wait for so.
  public var otherAwaited = SignalSet.empty
  /// The signals that are pending for the process.
  public var pending = SignalSet.empty
  /// Whether a tracer is attached, as a debugger or strace.
  public var isTraced = false
  /// Whether its process group is orphaned: no parent of a member is in another group of the session.
  public var isGroupOrphaned = false
  /// Whether its user has as many signals queued as RLIMIT_SIGPENDING allows.
  public var queueIsFull = false
  /// Its real and its saved user, which kill(2) compares with the sender's.
  public var users: (real: UInt32, saved: UInt32) {
    get { (realUser, savedUser) }
    set { (realUser, savedUser) = newValue }
  }
  private var realUser: UInt32 = 0
  private var savedUser: UInt32 = 0

  /// Describes a process that takes every signal as it started.
  ///
  /// - Parameter isInit: Whether it is PID 1 of a PID namespace.
  public init(isInit: Bool) { self.isInit = isInit }

  /// Takes what /proc says.
  ///
  /// - Parameters:
  ///   - status: The process.
  ///   - threads: Its threads, the main thread first; none where there is only that.
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

  /// How it takes a signal.
  public func disposition(of signal: Signal) -> Disposition {
    if caught.contains(signal) { return .caught }
    return ignored.contains(signal) ? .ignored : .default
  }
}
