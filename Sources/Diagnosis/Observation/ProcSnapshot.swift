package import SignalModel
internal import Linux

/// A look through /proc at a process, its threads and its descendants.
package struct ProcSnapshot {
  package let main: ProcessStatus
  /// What the rule asks of it.
  package private(set) var target: Target
  /// Whether the signals are known that it waits for in sigtimedwait(2).
  private(set) var knowsAwaited = false
  /// The pids of its threads.
  let threads: [Int32]
  /// Whether every thread of it waits, stopped or asleep.
  let isAtRest: Bool
  /// The context switches of its threads: a thread that ran has one more.
  let contextSwitches: Int
  /// Its descendants: a script in a shell is at work while its children are.
  let family: [Int32]
  /// Whether it and its descendants all wait.
  let familyIsAtRest: Bool
  /// How long they have had a processor, in nanoseconds; 0 where they are at rest.
  let processorTime: Int64

  /// Looks at a process; nil when it has ended.
  ///
  /// - Parameters:
  ///   - pid: The process.
  ///   - withAwaited: Whether to look for signals that it waits for, too.
  package init?(of pid: Int32, withAwaited: Bool = false) {
    guard let status = ProcFiles.status(of: pid), status.state != .zombie, status.state != .dead
    else {
      return nil
    }
    main = status
    let threads = status.threads == 1 ? [status] : ProcFiles.threads(of: pid)
    target = Target(status, threads: threads)
    self.threads = threads.compactMap(\.pidsByNamespace.first)
    if withAwaited { knowsAwaited = target.addAwaited(by: self.threads, of: pid) }
    isAtRest = threads.allSatisfy(\.isAtRest)
    contextSwitches = threads.reduce(0) { $0 + $1.contextSwitches }
    family = ProcFiles.descendants(of: pid)
    familyIsAtRest =
      isAtRest && family.allSatisfy { ProcFiles.threads(of: $0).allSatisfy(\.isAtRest) }
    processorTime =
      familyIsAtRest
      ? 0 : ([pid] + family).reduce(0) { $0 + ProcFiles.processorTime(of: $1) }
  }

  /// Whether it has slept without a break since the other look.
  func sleptOn(since other: ProcSnapshot) -> Bool {
    isAtRest && other.isAtRest && contextSwitches == other.contextSwitches
  }

  /// Whether nothing that counts has changed since the other look.
  func looksLike(_ other: ProcSnapshot) -> Bool {
    familyIsAtRest == other.familyIsAtRest && family == other.family
      && main.state == other.main.state
      && main.threads == other.main.threads && main.blocked == other.main.blocked
      && main.ignored == other.main.ignored && main.caught == other.main.caught
      && main.pending == other.main.pending && main.sharedPending == other.main.sharedPending
  }

  /// Whether a signal is about to be delivered: pending, and nothing holds it back.
  var isDelivering: Bool {
    let pending = main.pending.union(main.sharedPending)
    return main.state != .stopped && !pending.subtracting(main.blocked).isEmpty
  }

  /// Whether the signal waits to be delivered.
  func hasPending(_ signal: Signal) -> Bool {
    main.pending.contains(signal) || main.sharedPending.contains(signal)
  }
}

extension ProcessStatus {
  fileprivate var isAtRest: Bool { [.sleeping, .stopped, .traced, .zombie].contains(state) }
}

/// How long a process has looked the same.
///
/// Processes at rest are measured by the clock. Those that run are measured by the processor time
/// that they got: on a busy machine they may wait for their turn for long, and do nothing meanwhile.
struct StabilityTimer {
  private var last: (sample: ProcSnapshot, since: Instant)?

  /// Takes another look into account and gives the time since the last change.
  mutating func note(_ sample: ProcSnapshot) -> Duration {
    let now = Instant.now
    guard let last, sample.looksLike(last.sample) else {
      self.last = (sample, now)
      return .zero
    }
    return sample.familyIsAtRest
      ? now - last.since
      : .nanoseconds(sample.processorTime - last.sample.processorTime)
  }
}

/// How often to look: soon after something happened, and less and less while nothing does.
struct Backoff {
  private var pause = Duration.milliseconds(1)

  /// When to look next.
  var next: Instant {
    mutating get {
      defer { pause = min(pause * 2, .milliseconds(10)) }
      return .now + pause
    }
  }
}
