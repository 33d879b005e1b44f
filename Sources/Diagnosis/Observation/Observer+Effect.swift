internal import BoxProtocol
internal import BoxHost
package import SignalModel
internal import Linux

extension Observer {
  /// Waits until the effect of a signal is over that has been sent, and tells what it was.
  ///
  /// - Parameters:
  ///   - signal: The signal.
  ///   - prediction: What the rule says of it.
  ///   - before: The process just before.
  ///   - lasting: Those of its descendants that do not just come and go.
  /// - Returns: What was seen.
  /// - Throws: What wait(2) throws.
  func observe(
    _ signal: Signal, _ prediction: Prediction, _ before: ProcSnapshot, lasting: [Int32]
  ) throws -> Verdict {
    let sent = Instant.now
    var quiet = StabilityTimer()
    var churn = Churn(lasting: lasting)
    churn.note(before.main, family: before.family)
    var pace = Backoff()
    var untouched = 0
    var wasHandled = false
    var hasBegun = false
    let whenHandled: Verdict = prediction.verdict == .continued ? .continued : .handled
    while true {
      switch try next(until: pace.next) {
      case .ended(let termination): return Verdict(termination)
      case .message(.waiting(let handled)) where handled.contains(signal): wasHandled = true
      case .message(.began(signal)): hasBegun = true
      case .message, .readable, .time: break
      }
      guard let sample = ProcSnapshot(of: subject.process.pid) else { continue }
      // Children may still be at what the handler has begun, and end PID 1 with their end.
      if wasHandled, before.family.isEmpty, sample.family.isEmpty { return whenHandled }
      if sample.main.state == .stopped, prediction.verdict == .stopped { return .stopped }
      // A sleeper that a signal reaches is awake before kill returns: one that slept on was not
      // reached. Two looks, for the count and the state are not read at one moment.
      if sample.sleptOn(since: before), prediction.isWithoutEffect,
        sample.hasPending(signal) == (prediction.verdict == .blocked || before.hasPending(signal))
      {
        untouched += 1
        if untouched == 2 { return prediction.verdict }
      }
      let duration = quiet.note(sample)
      churn.note(sample.main, family: sample.family)
      if duration == .zero { pace = Backoff() }
      guard isOver(sample, duration, churn, prediction, since: sent) else {
        tell(
          .effect(signal), since: sent, sample, churn,
          otherwise: prediction.mustEnd ? .end : .change)
        continue
      }
      if wasHandled { return whenHandled }
      let verdict = survived(signal, prediction, sample, since: before)
      let isUnseen = prediction.verdict == .handled && verdict == .handled && !hasBegun
      return isUnseen && tellsOfHandlers ? .caught : verdict
    }
  }

  /// Whether the effect of a signal is over, or no longer waited for.
  private func isOver(
    _ sample: ProcSnapshot, _ duration: Duration, _ churn: Churn, _ prediction: Prediction,
    since sent: Instant
  ) -> Bool {
    let elapsed = Instant.now - sent
    if prediction.mustEnd { return elapsed > timeouts.end }
    let rest = isChurning ? timeouts.rest : timeouts.quiet
    let isQuiet = duration >= (sample.familyIsAtRest ? rest : timeouts.busy)
    if !sample.isDelivering, isQuiet || hasSettled(sample, churn, prediction, after: elapsed) {
      return true
    }
    guard elapsed > timeouts.effect else { return false }
    // Children that this signal made come and go are no effect of the next one.
    if churn.hasLasted(timeouts.children) { noteChurn(churn) }
    return true
  }

  /// Whether a process whose children came and went before the signal is at that again.
  ///
  /// Nothing comes of a signal that the kernel throws away or keeps. A handler may start a child, and
  /// end the process when that has ended: such a child goes as the others do, but its parent does not
  /// go on as before.
  private func hasSettled(
    _ sample: ProcSnapshot, _ churn: Churn, _ prediction: Prediction, after elapsed: Duration
  ) -> Bool {
    guard isChurning, sample.isAtRest else { return false }
    if prediction.isWithoutEffect { return elapsed >= timeouts.quiet }
    let enough = timeouts.effectAmongChildren
    return churn.hasLasted(enough.time, departures: enough.departures)
  }

  /// The verdict about a process that lives and is quiet.
  private func survived(
    _ signal: Signal, _ prediction: Prediction, _ sample: ProcSnapshot, since before: ProcSnapshot
  ) -> Verdict {
    let slept = sample.sleptOn(since: before)
    if prediction.verdict == .continued, !slept || sample.main.state != .stopped {
      return .continued
    }
    if sample.hasPending(signal) {
      // Whether another came to one that was pending before cannot be seen.
      let isNew = !before.hasPending(signal) || !prediction.isThrownAway
      return isNew ? .blocked : prediction.verdict
    }
    if prediction.verdict == .blocked, before.main.state != .stopped {
      return taken(signal)
    }
    // So was what woke a sleeper of whom it is not known for what it waits.
    if before.isAtRest, !slept, !before.knowsAwaited, before.main.threads == 1,
      prediction.isThrownAway
    {
      return .handled
    }
    if sample.main.state == .stopped { return .stopped }
    switch prediction.verdict {
    case .handled, .dropped, .ignored, .continued: return prediction.verdict
    case .caught, .blocked, .killed, .exited, .stopped, .refused: return .ignored
    }
  }

  /// The verdict about a signal that was blocked and is pending no longer: accepted by a process that
  /// still blocks it or waits for it, else delivered.
  private func taken(_ signal: Signal) -> Verdict {
    guard let now = ProcSnapshot(of: subject.process.pid, withAwaited: true) else {
      return .handled
    }
    let target = now.target
    let isAccepted =
      target.blocked.contains(signal)
      || target.awaited.union(target.otherAwaited).contains(signal)
    return isAccepted ? .handled : Rule.predictUnblocked(signal, by: target).verdict
  }

  /// What becomes of a pending signal that a script has just been told to unblock.
  package func waitForUnblocking(_ signal: Signal, _ prediction: Prediction) throws -> Verdict {
    let begin = Instant.now
    while true {
      switch try next(until: .now + .milliseconds(1)) {
      case .ended(let termination): return Verdict(termination)
      case .message(.waiting(let handled)) where handled.contains(signal): return .handled
      default: break
      }
      let isOverdue = Instant.now - begin > timeouts.effect
      guard let sample = ProcSnapshot(of: subject.process.pid) else { continue }
      if sample.main.state == .stopped { return .stopped }
      let isOver = sample.isAtRest && !sample.main.blocked.contains(signal)
      let isQuiet = ![.handled, .stopped, .killed(signal)].contains(prediction.verdict)
      guard isOver && isQuiet || isOverdue else { continue }
      if sample.hasPending(signal) { return .blocked }
      return prediction.verdict == .dropped ? .dropped : .ignored
    }
  }
}

extension Prediction {
  fileprivate var isThrownAway: Bool { [.dropped, .ignored].contains(verdict) }

  fileprivate var isWithoutEffect: Bool { isThrownAway || verdict == .blocked }

  fileprivate var mustEnd: Bool { if case .killed = verdict { true } else { false } }
}
