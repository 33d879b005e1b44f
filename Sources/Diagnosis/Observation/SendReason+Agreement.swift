internal import SignalModel

extension SendReason {
  /// Decides whether a verdict agrees with the prediction, and why.
  ///
  /// A verdict agrees if it is the predicted one, or if the program's own action explains it: an
  /// exit in a handler, a signal that is unblocked soon, a wait for a signal that it does not block,
  /// one that is accepted without a handler, or an exit for another reason.
  init(_ step: SendStep, to target: Target, _ prediction: Prediction, _ verdict: Verdict) {
    let signal = step.signal
    if verdict == .unknown {
      cause = .unseen(signal)
    } else if prediction.verdict != verdict, let rest = Self.unprotectedWait(step, target),
      rest.verdict == verdict
    {
      cause = .awaitedUnblocked(rest)
    } else if prediction.mayLead(to: verdict) {
      cause = verdict == .caught ? .handlerPending(signal) : .rule(prediction.reason)
      if prediction.verdict != verdict { consequence = verdict }
    } else if let rest = Self.unblocking(signal, target), rest.mayLead(to: verdict) {
      cause = .unblocked(signal, rest.reason)
      if rest.verdict != verdict { consequence = verdict }
    } else if prediction.mayHide(verdict) {
      cause = .accepted(signal)
      if verdict != .handled { consequence = verdict }
    } else if case .exited = verdict, [.dropped, .ignored].contains(prediction.verdict) {
      cause = .coincidence(signal, prediction.reason)
      consequence = verdict
    } else {
      cause = .contradiction(predicted: prediction.verdict, prediction.reason)
    }
  }

  /// What becomes of a signal that the process blocks, once it unblocks it; nil if it does not block
  /// it.
  private static func unblocking(_ signal: Signal, _ target: Target) -> Prediction? {
    target.blocked.contains(signal) && target.state == .live
      ? Rule.predictUnblocked(signal, by: target) : nil
  }

  /// What becomes of a signal that the process waits for without blocking it; nil if it does not wait
  /// for it.
  private static func unprotectedWait(_ step: SendStep, _ target: Target) -> Prediction? {
    guard target.allAwaited.contains(step.signal) else { return nil }
    var target = target
    target.awaitedUnblocked.insert(step.signal)
    return Rule.predict(step.signal, from: Sender(step.origin), to: target)
  }
}

extension Prediction {
  /// Whether the observed verdict is the predicted one, or what the program may then do itself.
  fileprivate func mayLead(to observed: Verdict) -> Bool {
    switch (verdict, observed) {
    case (let predicted, let observed) where predicted == observed: true
    case (.handled, .exited), (.handled, .killed), (.handled, .stopped), (.handled, .caught): true
    case (.continued, .exited), (.continued, .killed), (.continued, .stopped): true
    default: false
    }
  }

  /// Whether the program may have waited for the signal in a way that /proc does not show.
  fileprivate func mayHide(_ observed: Verdict) -> Bool {
    switch (verdict, observed) {
    case (.dropped, .handled), (.ignored, .handled), (.blocked, .handled): true
    case (.blocked, .exited): true
    default: false
    }
  }
}
