internal import BoxHost
internal import Linux
internal import SignalModel

extension Observer {
  /// Gives the process time after a signal, and decides again what the signal did if that shows more.
  ///
  /// A mask that lasts a moment decides nothing. A signal that is blocked when the effect seems
  /// complete may be unblocked, or accepted, a little later.
  ///
  /// - Parameters:
  ///   - grace: How long to wait, unless the process ends.
  ///   - result: What the signal has done so far.
  /// - Throws: What wait(2) throws.
  package func wait(_ grace: Duration, for result: inout SendResult) throws {
    guard termination == nil, grace > .zero else { return }
    let begin = Instant.now
    try wait(grace)
    let waited = Instant.now - begin
    if let termination {
      result.end(by: termination, after: waited)
    } else if let now = look(withAwaited: true) {
      let descriptors = ProcFiles.signalDescriptors(of: process.hostPid)
      if let verdict = VerdictDecision.later(result, now, acceptedByDescriptor: descriptors) {
        result.change(to: verdict, after: waited)
      }
    }
  }
}

extension VerdictDecision {
  /// What a signal has done that was blocked at first, to a process that still runs; nil if nothing
  /// more can be said.
  ///
  /// - Parameters:
  ///   - result: What the signal had done at first.
  ///   - now: The process.
  ///   - descriptors: The signals that it accepts through descriptors; nil if that is unknown.
  /// - Returns: The verdict.
  fileprivate static func later(
    _ result: SendResult, _ now: ProcSnapshot, acceptedByDescriptor descriptors: SignalSet?
  ) -> Verdict? {
    let signal = result.step.signal
    guard let verdict = result.verdict, verdict == .blocked || verdict == .killed(signal),
      !now.hasPending(signal)
    else { return nil }
    let accepted = now.target.awaited.union(now.target.otherAwaited).union(descriptors ?? .full)
    if accepted.contains(signal) { return .handled }
    let delivered = Rule.predictUnblocked(signal, by: now.target).verdict
    return delivered == .killed(signal) ? nil : delivered
  }
}
