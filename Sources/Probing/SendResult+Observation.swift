internal import Signals

extension SendResult {
  init(_ step: SendStep, _ prediction: Prediction, _ verdict: Verdict) {
    self.init(step: step, verdict: verdict, reason: prediction.reason, agrees: true)
    switch (prediction.verdict, verdict) {
    case (.handled, .exited(let code)), (.continued, .exited(let code)):
      reason += ", and it ended with exit code \(code)"
    case (.handled, .killed(let signal)), (.continued, .killed(let signal)):
      reason += ", and it was killed by \(signal.name)"
    case (.handled, .stopped): reason += ", and it then stopped itself"
    case (.dropped, .handled), (.ignored, .handled), (.blocked, .handled):
      reason = Self.acceptance(of: step.signal)
    case (.dropped, .exited(let code)), (.ignored, .exited(let code)),
      (.blocked, .exited(let code)):
      reason = Self.acceptance(of: step.signal) + ", and it ended with exit code \(code)"
    case (let predicted, let observed) where predicted != observed:
      agrees = false
      reason = "AGAINST THE RULE, which says \(predicted): \(prediction.reason)"
    default: break
    }
  }
}

extension SendResult {
  /// Whether the program took a signal that it has no handler for.
  var wasAccepted: Bool { agrees && reason.hasPrefix(Self.acceptance(of: step.signal)) }

  private static func acceptance(of signal: Signal) -> String {
    "\(signal.name) was accepted: PID 1 waits for it without a handler (as sigwait(3) and "
      + "signalfd(2) do), and such a signal is not thrown away"
  }
}
