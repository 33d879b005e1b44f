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
    } else if let now = look(withAwaited: true), let verdict = VerdictDecision.later(result, now) {
      result.change(to: verdict, after: waited)
    }
  }
}

extension VerdictDecision {
  /// What a signal has done that was blocked at first, to a process that still runs; nil if nothing
  /// more can be said.
  fileprivate static func later(_ result: SendResult, _ now: ProcSnapshot) -> Verdict? {
    let signal = result.step.signal
    let pending = now.main.pending.union(now.main.sharedPending)
    guard result.verdict == .blocked || result.verdict == .unknown, !pending.contains(signal)
    else { return nil }
    if now.accepts(signal) { return .handled }
    guard now.waiters != nil else { return .unknown }
    let delivered = Rule.predictUnblocked(signal, by: now.target).verdict
    return delivered == .killed(signal) ? nil : delivered
  }
}
