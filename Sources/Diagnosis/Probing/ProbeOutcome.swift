package import Observation
package import SignalModel

/// What one trial showed.
package struct ProbeOutcome: Hashable, Codable, Sendable {
  /// The number of the program's children.
  package struct Children: Hashable, Codable, Sendable {
    package var before = 0
    /// How many of these were left, even if the program itself had ended.
    package var after = 0
  }

  package let probeCase: ProbeCase
  /// The program just before the signal.
  package let target: Target
  package let prediction: Prediction
  /// What was observed.
  package let verdict: Verdict
  package let reason: String
  /// How long the program took to end; if it did not end, how long the decision took.
  package let elapsed: Duration
  package let children: Children
  /// The kernel's record of the signal; nil if it could not be read.
  package var evidence: Evidence?
  /// What happened to PID 1 and its descendants; nil if they were not followed.
  package var events: RunEvents?
  /// Whether prediction and observation agree.
  package let agreesWithObservation: Bool

  /// Whether prediction, observation and the kernel's record agree.
  package var agrees: Bool { agreesWithObservation && evidence?.disagreement == nil }
}

extension ProbeOutcome {
  /// Takes over what an observer saw; nil if nothing was sent.
  init?(
    _ probeCase: ProbeCase, _ result: SendResult, _ observation: SignalObservation,
    _ events: RunEvents?
  ) {
    guard let verdict = result.verdict else { return nil }
    var prediction = result.unblockedWait ?? observation.prediction
    if result.wasAccepted {
      // The effect alone shows that the program waited for the signal, so the rule is asked again
      // for a program that waits for it.
      var waiting = observation.target
      waiting.awaited.insert(probeCase.signal)
      prediction = Rule.predict(
        probeCase.signal, from: Sender(probeCase.origin), to: waiting)
    }
    self.init(
      probeCase: probeCase, target: observation.target, prediction: prediction, verdict: verdict,
      reason: "\(result.reason)", elapsed: observation.elapsed,
      children: .init(before: observation.family.count, after: observation.survivors),
      evidence: nil, events: events, agreesWithObservation: result.agrees)
  }
}
