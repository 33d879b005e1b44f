package import SignalModel
internal import Linux

/// The state of a process, its threads and its descendants, read from /proc.
package struct ProcSnapshot {
  package let main: ProcessStatus
  /// The process as the rule sees it.
  package private(set) var target: Target
  /// Whether the signals that it waits for in sigtimedwait(2) could be read.
  private(set) var knowsAwaited = false
  /// The ids of its threads.
  let threads: [Int32]
  /// Whether all its threads sleep or are stopped.
  let isAtRest: Bool
  /// The context switches of all its threads.
  ///
  /// A thread that has run has at least one more.
  let contextSwitches: Int
  /// The pids of its descendants.
  ///
  /// A shell is at work while its children are.
  let family: [Int32]
  /// Whether it and all its descendants are at rest.
  private(set) var familyIsAtRest: Bool
  /// Their processor time in nanoseconds; 0 if they are at rest.
  private(set) var processorTime: Int64 = 0

  /// Reads the state of a process; nil if it has ended.
  ///
  /// - Parameters:
  ///   - pid: The process.
  ///   - withAwaited: Whether to read the signals that it waits for.
  package init?(of pid: Int32, withAwaited: Bool = false) {
    guard let status = ProcFiles.status(of: pid), status.isLive else { return nil }
    let threads = status.threads == 1 ? [status] : ProcFiles.threads(of: pid)
    self.init(status, threads: threads, family: ProcFiles.descendants(of: pid))
    if withAwaited { knowsAwaited = target.addAwaited(by: self.threads, of: pid) }
    familyIsAtRest =
      isAtRest && family.allSatisfy { ProcFiles.threads(of: $0).allSatisfy(\.isAtRest) }
    if !familyIsAtRest {
      processorTime = ([pid] + family).reduce(0) { $0 + ProcFiles.processorTime(of: $1) }
    }
  }

  /// Describes a process whose descendants are at rest if it is.
  init(
    _ main: ProcessStatus, threads: [ProcessStatus], family: [Int32] = [],
    knowsAwaited: Bool = false
  ) {
    self.main = main
    self.knowsAwaited = knowsAwaited
    self.family = family
    self.threads = threads.compactMap(\.pidsByNamespace.first)
    target = Target(main, threads: threads)
    isAtRest = threads.allSatisfy(\.isAtRest)
    contextSwitches = threads.reduce(0) { $0 + $1.contextSwitches }
    familyIsAtRest = isAtRest
  }

  /// Whether it has slept without interruption since an earlier snapshot.
  func sleptOn(since other: ProcSnapshot) -> Bool {
    isAtRest && other.isAtRest && contextSwitches == other.contextSwitches
  }

  /// Whether states, masks, pending signals, threads and descendants equal those of another snapshot.
  func looksLike(_ other: ProcSnapshot) -> Bool {
    familyIsAtRest == other.familyIsAtRest && family == other.family
      && main.state == other.main.state
      && main.threads == other.main.threads && main.blocked == other.main.blocked
      && main.ignored == other.main.ignored && main.caught == other.main.caught
      && main.pending == other.main.pending && main.sharedPending == other.main.sharedPending
  }

  /// Whether a signal is about to be delivered: it is pending and nothing blocks it.
  var isDelivering: Bool {
    let pending = main.pending.union(main.sharedPending)
    return main.state != .stopped && !pending.subtracting(main.blocked).isEmpty
  }

  func hasPending(_ signal: Signal) -> Bool {
    main.pending.contains(signal) || main.sharedPending.contains(signal)
  }
}

extension ProcessStatus {
  fileprivate var isAtRest: Bool { [.sleeping, .stopped, .traced, .zombie].contains(state) }
}
