package import SignalModel

extension SendResult {
  package init(
    _ step: SendStep, to target: Target, _ prediction: Prediction, _ verdict: Verdict
  ) {
    self.init(step: step, verdict: verdict, reason: prediction.reason, agrees: true)
    if prediction.mayLead(to: verdict) {
      if prediction.verdict != verdict { reason += verdict.consequence }
      if verdict == .caught {
        reason =
          "\(step.signal.name) is caught (SigCgt) and was delivered, but the script has not run "
          + "its handler yet: a C function of Lua or another handler has to end first, or, if it "
          + "is deferred, a call has to block"
      }
    } else if let rest = Self.unblocking(step.signal, target), rest.mayLead(to: verdict) {
      reason = "\(step.signal.name) was blocked, and soon was not: \(rest.reason)"
      if rest.verdict != verdict { reason += verdict.consequence }
    } else if prediction.mayHide(verdict) {
      reason = Self.acceptance(of: step.signal) + (verdict == .handled ? "" : verdict.consequence)
    } else {
      agrees = false
      reason = "AGAINST THE RULE, which says \(prediction.verdict): \(prediction.reason)"
    }
  }

  /// Whether the program took a signal that it has no handler for.
  package var wasAccepted: Bool { agrees && reason.hasPrefix(Self.acceptance(of: step.signal)) }

  private static func acceptance(of signal: Signal) -> String {
    "\(signal.name) was accepted: the program waits for it without a handler (as sigwait(3) and "
      + "signalfd(2) do), and such a signal is not thrown away"
  }

  /// What becomes of a signal that the program blocks, once it blocks it no more; nil for others.
  private static func unblocking(_ signal: Signal, _ target: Target) -> Prediction? {
    target.blocked.contains(signal) && target.state == .live
      ? Rule.predictUnblocked(signal, by: target) : nil
  }
}

extension Prediction {
  /// Whether the signal's way may end so: as predicted, or by what the program then does itself.
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
    case (.dropped, .exited), (.ignored, .exited), (.blocked, .exited): true
    default: false
    }
  }
}

extension Verdict {
  /// What a program did after the signal had reached it, behind the reason for that.
  fileprivate var consequence: String {
    switch self {
    case .exited(let code): ", and it ended with exit code \(code)"
    case .killed(let signal): ", and it was killed by \(signal.name)"
    case .stopped: ", and it then stopped itself"
    case .handled, .caught, .ignored, .dropped, .blocked, .continued, .refused: ""
    }
  }
}
