internal import Boxes
internal import Signals
internal import SystemCalls

/// A look at PID 1 and all its threads through /proc.
struct Sample {
  let main: ProcessStatus
  /// Whether every thread waits, stopped or asleep.
  let isAtRest: Bool
  /// How long all threads have had a processor, in nanoseconds; of one that is at rest 0.
  let processorTime: Int64
  /// The context switches of all threads: a thread that ran has one more.
  let contextSwitches: Int

  /// Nil when PID 1 has ended.
  init?(of box: Box) {
    guard let status = box.status, status.state != .zombie, status.state != .dead else {
      return nil
    }
    main = status
    let threads = status.threads == 1 ? [status] : ProcFiles.threads(of: box.process.pid)
    isAtRest = threads.allSatisfy { [.sleeping, .stopped, .traced].contains($0.state) }
    processorTime = isAtRest ? 0 : ProcFiles.processorTime(of: box.process.pid)
    contextSwitches = threads.reduce(0) { $0 + $1.contextSwitches }
  }

  /// Whether nothing that counts has changed since the other look.
  func looksLike(_ other: Sample) -> Bool {
    isAtRest == other.isAtRest && main.state == other.main.state
      && main.threads == other.main.threads && main.blocked == other.main.blocked
      && main.ignored == other.main.ignored && main.caught == other.main.caught
      && main.pending == other.main.pending && main.sharedPending == other.main.sharedPending
  }

  /// Whether the signal is about to be delivered: pending, and nothing holds it back.
  func isDelivering(_ signal: Signal) -> Bool {
    hasPending(signal) && !main.blocked.contains(signal) && main.state != .stopped
  }

  /// Whether the signal waits to be delivered.
  func hasPending(_ signal: Signal) -> Bool {
    main.pending.contains(signal) || main.sharedPending.contains(signal)
  }
}

/// How long PID 1 has looked the same.
///
/// A process at rest is measured by the clock. One that runs is measured by the processor time that
/// it got: on a busy machine it may wait for its turn for long, and has done nothing meanwhile.
struct Quiet {
  private var last: (sample: Sample, since: Instant)?

  /// Takes another look into account and gives the nanoseconds since the last change.
  mutating func note(_ sample: Sample) -> Int64 {
    let now = Instant.now
    guard let last, sample.looksLike(last.sample) else {
      self.last = (sample, now)
      return 0
    }
    return sample.isAtRest
      ? now.nanoseconds - last.since.nanoseconds
      : sample.processorTime - last.sample.processorTime
  }
}
