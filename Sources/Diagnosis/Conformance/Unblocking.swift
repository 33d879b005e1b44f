internal import SignalModel

/// What the rule says about pending signals that a process unblocks.
struct Unblocking {
  /// What came of them.
  enum Outcome: Equatable, CustomStringConvertible {
    case killed(Signal)
    case stopped
    /// Handlers ran for these signals, and the process is alive.
    case handled(SignalSet)

    var description: String {
      switch self {
      case .killed(let signal): "killed by \(signal.name)"
      case .stopped: "stopped"
      case .handled(let signals): "handlers for \(signals)"
      }
    }
  }

  /// The pending signals that the process blocks.
  let signals: SignalSet
  let outcome: Outcome
  /// The signals in the order of their first delivery, up to one that ends or stops the process.
  let delivered: [Signal]

  /// Predicts the outcome; nil if the process blocks no pending signal or is stopped.
  init?(_ status: ProcessStatus) {
    let queues = [status.pending, status.sharedPending].map { $0.intersection(status.blocked) }
    signals = queues[0].union(queues[1])
    guard !signals.isEmpty, status.state != .stopped else { return nil }
    let target = Target(status)
    var delivered: [Signal] = []
    var handled = SignalSet.empty
    // The thread's own queue is taken first.
    for signal in queues.flatMap({ Rule.inOrderOfDelivery($0.signals) }) {
      // The handler of a signal blocks it while it runs.
      if !delivered.contains(signal) { delivered.append(signal) }
      switch Rule.predictUnblocked(signal, by: target).verdict {
      case .killed(let signal):
        (outcome, self.delivered) = (.killed(signal), delivered)
        return
      case .stopped:
        (outcome, self.delivered) = (.stopped, delivered)
        return
      case .handled: handled.insert(signal)
      default: break
      }
    }
    (outcome, self.delivered) = (.handled(handled), delivered)
  }
}
