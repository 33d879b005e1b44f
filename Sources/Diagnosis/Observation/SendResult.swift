package import SignalModel

/// The effect of one step.
package struct SendResult: Sendable {
  package let step: SendStep
  /// What was observed; nil if PID 1 had ended and nothing was sent.
  package private(set) var verdict: Verdict?
  package private(set) var reason: SendReason
  /// The process around the signal; nil if nothing was sent.
  package var observation: SignalObservation?

  /// Whether the rule predicted what was observed.
  package var agrees: Bool { if case .contradiction = reason.cause { false } else { true } }

  /// Whether the program took a signal for which it has no handler.
  package var wasAccepted: Bool { if case .accepted = reason.cause { true } else { false } }

  /// The prediction for a program that waits for the signal without blocking it, if that explains the
  /// verdict.
  package var unblockedWait: Prediction? {
    if case .awaitedUnblocked(let prediction) = reason.cause { prediction } else { nil }
  }

  /// A step that was not sent, because the process had ended.
  init(_ step: SendStep, notSentTo role: ProbedProcess.Role, _ end: Termination) {
    self.step = step
    reason = SendReason(cause: .notSent(role, end))
  }

  /// Compares an observed verdict with the prediction for the process.
  package init(
    _ step: SendStep, to target: Target, _ prediction: Prediction, _ verdict: Verdict
  ) {
    self.step = step
    self.verdict = verdict
    reason = SendReason(step, to: target, prediction, verdict)
  }

  /// Records that the program ended after its handler ran.
  package mutating func end(by termination: Termination) {
    guard verdict == .handled else { return }
    let end = Verdict(termination)
    verdict = end
    reason.consequence = end
  }
}
