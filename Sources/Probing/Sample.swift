internal import Boxes
internal import Signals
internal import SystemCalls

/// A look at PID 1 and all its threads through /proc.
struct Sample {
  let main: ProcessStatus
  /// Whether every thread waits, stopped or asleep.
  let isAtRest: Bool
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
    contextSwitches = threads.reduce(0) { $0 + $1.contextSwitches }
  }

  /// Whether nothing that counts has changed since the other look.
  func looksLike(_ other: Sample) -> Bool {
    isAtRest == other.isAtRest && main.state == other.main.state
      && main.threads == other.main.threads && main.blocked == other.main.blocked
      && main.ignored == other.main.ignored && main.caught == other.main.caught
      && main.pending == other.main.pending && main.sharedPending == other.main.sharedPending
  }

  /// Whether the signal waits to be delivered.
  func hasPending(_ signal: Signal) -> Bool {
    main.pending.contains(signal) || main.sharedPending.contains(signal)
  }
}

/// How long PID 1 has looked the same.
struct Quiet {
  private var last: (sample: Sample, since: Instant)?

  /// Takes another look into account and gives the time since the last change.
  mutating func note(_ sample: Sample) -> Int64 {
    let now = Instant.now
    guard let last, sample.looksLike(last.sample) else {
      self.last = (sample, now)
      return 0
    }
    return now.nanoseconds - last.since.nanoseconds
  }
}
