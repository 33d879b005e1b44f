package import SignalModel
internal import Linux

/// The state of a process, its threads and its descendants, read from /proc.
package struct ProcSnapshot {
  package let main: ProcessStatus
  /// The process as the rule sees it.
  package private(set) var target: Target
  /// The signals for which threads wait in sigtimedwait(2); nil if they could not be read.
  private(set) var waiters: [Int32: SignalSet]?
  /// The signals that it can read from descriptors of signalfd(2); empty if they were not read.
  private(set) var readable = SignalSet.empty
  /// The ids of its threads.
  let threads: [Int32]
  /// Whether all its threads sleep or are stopped.
  let isAtRest: Bool
  /// The context switches of its threads.
  ///
  /// A thread that has run has at least one more.
  private let contextSwitches: [Int32: Int]
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
  /// A process whose main thread has ended lives as long as it has another thread.
  ///
  /// - Parameters:
  ///   - pid: The process.
  ///   - withAwaited: Whether to read the signals that it waits for or reads from descriptors.
  package init?(of pid: Int32, withAwaited: Bool = false) {
    guard let status = ProcFiles.status(of: pid), status.isLive else { return nil }
    let threads = status.threads == 1 ? [status] : ProcFiles.threads(of: pid)
    self.init(status, threads: threads, family: ProcFiles.descendants(of: pid))
    if withAwaited {
      waiters = target.addAwaited(by: self.threads, of: pid, signalled: pid)
      readable = ProcFiles.signalDescriptors(of: pid) ?? .empty
      target.learnKernel()
    }
    familyIsAtRest =
      isAtRest && family.allSatisfy { ProcFiles.threads(of: $0).allSatisfy(\.isAtRest) }
    if !familyIsAtRest {
      processorTime = ([pid] + family).reduce(0) { $0 + ProcFiles.processorTime(of: $1) }
    }
  }

  /// Describes a process whose descendants are at rest if it is.
  init(
    _ main: ProcessStatus, threads: [ProcessStatus], family: [Int32] = [],
    waiters: [Int32: SignalSet]? = nil, readable: SignalSet = .empty
  ) {
    self.main = main
    self.waiters = waiters
    self.readable = readable
    self.family = family
    self.threads = threads.map(\.thread)
    target = Target(main, threads: threads)
    isAtRest = threads.allSatisfy(\.isAtRest)
    contextSwitches = Dictionary(
      threads.map { ($0.thread, $0.contextSwitches) }, uniquingKeysWith: +)
    familyIsAtRest = isAtRest
  }

  /// Whether it has slept without interruption since an earlier snapshot.
  func sleptOn(since other: ProcSnapshot) -> Bool {
    isAtRest && other.isAtRest && contextSwitches == other.contextSwitches
  }

  /// Whether a thread that waited for a signal in an earlier snapshot has run since.
  func waiterRan(for signal: Signal, since other: ProcSnapshot) -> Bool {
    other.waiters?.contains { thread, signals in
      signals.contains(signal) && contextSwitches[thread] != other.contextSwitches[thread]
    } == true
  }

  /// Whether a thread waits for a signal, or the process has a descriptor that reads it.
  func accepts(_ signal: Signal) -> Bool {
    readable.contains(signal) || waiters?.values.contains { $0.contains(signal) } == true
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
    let isDue =
      !main.sharedPending.subtracting(target.blockedByAll).isEmpty
      || !main.mainThreadHasEnded && !main.pending.subtracting(main.blocked).isEmpty
    return main.state != .stopped && isDue
  }
}

extension ProcessStatus {
  fileprivate var isAtRest: Bool { [.sleeping, .stopped, .traced, .zombie].contains(state) }
}
