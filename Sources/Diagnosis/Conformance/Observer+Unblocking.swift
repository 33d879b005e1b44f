internal import Observation
internal import SignalModel
internal import Linux
internal import SystemPackage

extension Observer {
  /// The signals pending for the process; nil if it has ended.
  var pending: SignalSet? { termination == nil ? status?.sharedPending : nil }

  /// The only pending signal, if the process blocks it, and what the rule predicts once it is
  /// unblocked.
  var unblockable: (Signal, Prediction)? {
    guard termination == nil, let status, status.state != .stopped else { return nil }
    let pending = status.sharedPending.signals
    guard pending.count == 1, status.blocked.contains(pending[0]) else { return nil }
    var target = Target(status)
    target.isGroupOrphaned = false
    return (pending[0], Rule.predictUnblocked(pending[0], by: target))
  }

  /// Makes the process unblock a signal, and compares the effect with the rule.
  func unblock(
    _ signal: Signal, _ prediction: Prediction, through input: FileDescriptor
  ) throws -> ConformanceCase {
    let begin = Instant.now
    let pid = process.hostPid
    let verdict = try unblock(signal, prediction) {
      try FileContents.write("\(signal.number)\n", to: input)
    }
    return ConformanceCase(unblocked: signal, prediction, verdict, of: pid, at: begin)
  }
}
