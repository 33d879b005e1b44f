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

  /// Whether more can be known of the effect after some time.
  package var mayChange: Bool {
    switch verdict {
    case .handled, .caught, .blocked, .killed, .unknown: true
    case .dropped, .ignored: observation?.isUntouched == false
    case .exited, .stopped, .continued, .refused, nil: false
    }
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

  /// Records that the program ended after the verdict was decided.
  ///
  /// That is an effect of the signal unless the signal did not even wake the program.
  ///
  /// - Parameters:
  ///   - termination: How it ended.
  ///   - delay: How long after the verdict.
  package mutating func end(by termination: Termination, after delay: Duration) {
    let end = Verdict(termination)
    guard verdict == .handled else { return change(to: end, after: delay) }
    (verdict, reason.consequence) = (end, end)
    observation?.elapsed += delay
  }

  /// Replaces a verdict that a mask of the moment had decided.
  ///
  /// - Parameters:
  ///   - later: What was observed afterwards.
  ///   - delay: How long after the first verdict.
  mutating func change(to later: Verdict, after delay: Duration) {
    guard mayChange, verdict != later, let observation else { return }
    let signal = step.signal
    var changed = SendReason(step, to: observation.target, observation.prediction, later)
    if case .contradiction = changed.cause, later != .killed(signal) {
      changed = SendReason(cause: .accepted(signal), consequence: later)
    }
    changed.delay = delay
    self.observation?.elapsed += delay
    (verdict, reason) = (later, changed)
  }
}
