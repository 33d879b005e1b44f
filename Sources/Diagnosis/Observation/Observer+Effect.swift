internal import BoxHost
internal import SignalModel
internal import Linux

extension Observer {
  /// Waits until the effect of a signal is complete.
  ///
  /// - Parameters:
  ///   - signal: A signal that has just been sent.
  ///   - prediction: What the rule predicts.
  ///   - before: The process just before the signal.
  ///   - lasting: Its descendants, except those that come and go.
  /// - Returns: What the signal did.
  /// - Throws: What wait(2) throws.
  func observe(
    _ signal: Signal, _ prediction: Prediction, _ before: ProcSnapshot, lasting: [Int32]
  ) throws -> Verdict {
    let sent = Instant.now
    var decision = VerdictDecision(signal, prediction, before: before)
    var stability = StabilityTimer()
    var churn = Churn(lasting: lasting)
    churn.note(before.main, family: before.family)
    var backoff = Backoff()
    while true {
      if let verdict = decision.note(try next(until: backoff.next)) { return verdict }
      guard let snapshot = try snapshot(since: sent) else { continue }
      if let verdict = decision.early(snapshot) { return verdict }
      let duration = stability.note(snapshot)
      churn.note(snapshot.main, family: snapshot.family)
      if duration == .zero { backoff = Backoff() }
      if isOver(snapshot, duration, churn, prediction, since: sent) {
        return decision.conclude(snapshot, reportsHandlers: reportsHandlers) {
          look(withAwaited: true)
        }
      }
      reportDelay(
        .effect(signal), since: sent, limit: prediction.mustEnd ? timeouts.end : timeouts.effect,
        snapshot, churn,
        otherwise: prediction.mustEnd ? .end : .change)
    }
  }

  /// Whether the effect of a signal is complete, or its time is over.
  private func isOver(
    _ snapshot: ProcSnapshot, _ duration: Duration, _ churn: Churn, _ prediction: Prediction,
    since sent: Instant
  ) -> Bool {
    let elapsed = Instant.now - sent
    if prediction.mustEnd { return elapsed > timeouts.end }
    let rest = isChurning ? timeouts.rest : timeouts.quiet
    let isQuiet = duration >= (snapshot.familyIsAtRest ? rest : timeouts.busy)
    if !snapshot.isDelivering, isQuiet || hasSettled(snapshot, churn, prediction, after: elapsed) {
      return true
    }
    guard elapsed > timeouts.effect else { return false }
    // If this signal makes children come and go, that is no effect of the next one.
    if churn.hasLasted(timeouts.children) { noteChurn(churn) }
    return true
  }

  /// Whether a process whose children came and went before the signal has returned to that.
  ///
  /// A signal that the kernel drops or keeps changes nothing. A handler may start a child and exit
  /// when that child ends. The child goes as the others do, but its parent does not continue as
  /// before.
  private func hasSettled(
    _ snapshot: ProcSnapshot, _ churn: Churn, _ prediction: Prediction, after elapsed: Duration
  ) -> Bool {
    guard isChurning, snapshot.isAtRest else { return false }
    if prediction.isWithoutEffect { return elapsed >= timeouts.quiet }
    let enough = timeouts.effectAmongChildren
    return churn.hasLasted(enough.time, departures: enough.departures)
  }
}
