internal import BoxProtocol
internal import Boxes
internal import Signals
internal import SystemCalls

extension Observer {
  /// Waits until the effect of a signal is over that has been sent, and tells what it was.
  func observe(
    _ signal: Signal, _ prediction: Prediction, _ before: Sample
  ) throws -> Verdict {
    let sent = Instant.now
    var quiet = Quiet()
    var pace = Pace()
    var untouched = 0
    var wasHandled = false
    let whenHandled: Verdict = prediction.verdict == .continued ? .continued : .handled
    while true {
      switch try next(until: pace.next) {
      case .ended(let termination): return Verdict(termination)
      case .message(.waiting(let handled)) where handled.contains(signal): wasHandled = true
      case .message, .readable, .time: break
      }
      guard let sample = Sample(of: subject.process.pid) else { continue }
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
      if duration == .zero { pace = Pace() }
      let enough = sample.familyIsAtRest ? patience.quiet : patience.busy
      let isOver = duration >= enough && !sample.isDelivering && !prediction.mustEnd
      let limit = prediction.mustEnd ? patience.end : patience.effect
      guard isOver || Instant.now - sent > limit else { continue }
      return wasHandled ? whenHandled : survived(signal, prediction, sample, since: before)
    }
  }

  /// The verdict about a process that lives and is quiet.
  private func survived(
    _ signal: Signal, _ prediction: Prediction, _ sample: Sample, since before: Sample
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
    case .blocked, .killed, .exited, .stopped, .refused: return .ignored
    }
  }

  /// The verdict about a signal that was blocked and is pending no longer: accepted by a process that
  /// still blocks it or waits for it, else delivered.
  private func taken(_ signal: Signal) -> Verdict {
    guard let now = Sample(of: subject.process.pid, withAwaited: true) else { return .handled }
    let target = now.target
    let isAccepted =
      target.blocked.contains(signal)
      || target.awaited.union(target.otherAwaited).contains(signal)
    return isAccepted ? .handled : Rule.predictUnblocked(signal, by: target).verdict
  }

  /// What becomes of a pending signal that a script has just been told to unblock.
  func waitForUnblocking(_ signal: Signal, _ prediction: Prediction) throws -> Verdict {
    let begin = Instant.now
    while true {
      switch try next(until: .now + .milliseconds(1)) {
      case .ended(let termination): return Verdict(termination)
      case .message(.waiting(let handled)) where handled.contains(signal): return .handled
      default: break
      }
      let isOverdue = Instant.now - begin > patience.effect
      guard let sample = Sample(of: subject.process.pid) else { continue }
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
