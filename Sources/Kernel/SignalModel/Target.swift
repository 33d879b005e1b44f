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

  /// What keeps a process from taking signals.
  ///
  /// An ignored signal is discarded even so.
  public enum Hold: String, Hashable, Codable, Sendable {
    /// A frozen control group of version 2, which a fatal signal without a core dump overcomes.
    case frozen
    /// A frozen control group of version 1, in which even KILL waits.
    case frozenV1 = "frozen-v1"
    /// The thread waits until the child of vfork(2) executes a program or ends.
    ///
    /// A fatal signal without a core dump overcomes it.
    case vfork
  }

  /// The state of the process.
  public var state = State.live
  /// What keeps the process from taking signals; nil if nothing does.
  public var hold: Hold?
  /// The kernel on which the process runs.
  public var kernel = KernelBehavior()
  /// Whether the process is PID 1 of a PID namespace (SIGNAL_UNKILLABLE).
  public var isInit: Bool
  /// Whether the process is PID 1 of the machine, which not even a forced KILL reaches.
  public var isMachineInit = false
  /// The ignored signals (SIG_IGN).
  public var ignored = SignalSet.empty
  /// The caught signals, those with a handler.
  public var caught = SignalSet.empty
  /// The signals blocked by the thread that is signalled: the main thread, if the PID is.
  public var blocked = SignalSet.empty
  /// Whether that thread has ended, as with pthread_exit(3), so that another takes the signal.
  ///
  /// What it blocked still keeps a signal from being discarded.
  public var mainThreadHasEnded = false
  /// The signals blocked by each of the other live threads.
  public var otherBlocked: [SignalSet] = []
  /// The signals that the signalled thread is waiting for in sigtimedwait(2).
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

  /// Creates a live process that has every signal at the default disposition and blocks none.
  ///
  /// - Parameter isInit: Whether the process is PID 1 of a PID namespace.
  public init(isInit: Bool) { self.isInit = isInit }

  /// Creates a target from the status of a running process.
  ///
  /// The file does not show ``awaited``, ``otherAwaited``, ``awaitedUnblocked``, ``hold``, ``kernel``,
  /// ``isGroupOrphaned``, ``queueIsFull`` and ``isMachineInit``; they keep their defaults.
  ///
  /// - Parameters:
  ///   - status: The status of the thread that is signalled: the main thread, if the PID is.
  ///   - threads: The statuses of all threads, in any order; may be empty for a single thread.
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
    mainThreadHasEnded = status.mainThreadHasEnded
    otherBlocked = threads.filter { $0.thread != status.thread && $0.isLive }.map(\.blocked)
    pending = status.sharedPending
    isTraced = status.tracer != 0
  }

  /// The signals that any thread is waiting for.
  package var allAwaited: SignalSet { awaited.union(otherAwaited) }

  /// The signals that no live thread can take: all of them block them.
  public var blockedByAll: SignalSet {
    let masks = (mainThreadHasEnded ? [] : [blocked]) + otherBlocked
    return masks.dropFirst().reduce(masks.first ?? .empty) { $0.intersection($1) }
  }

  /// Returns the disposition of a signal.
  public func disposition(of signal: Signal) -> Disposition {
    if caught.contains(signal) { return .caught }
    return ignored.contains(signal) ? .ignored : .default
  }
}
