package import SignalModel
internal import Linux

/// What became of one step.
package struct SendResult: Sendable {
  /// The step.
  package let step: SendStep
  /// What was observed; nil where PID 1 had ended and nothing was sent.
  package var verdict: Verdict?
  /// Why, in the words of the rule.
  package var reason: String
  /// Whether the rule predicted what was observed.
  package var agrees: Bool
  /// What it was sent to, and what was seen; nil where nothing was sent.
  package var observation: SignalObservation?
}
