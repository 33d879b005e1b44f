public import Signals

/// What became of one step.
public struct SendResult: Sendable {
  /// The step.
  public let step: SendStep
  /// What was observed; nil where PID 1 had ended and nothing was sent.
  public var verdict: Verdict?
  /// Why, in the words of the rule.
  public var reason: String
  /// Whether the rule predicted what was observed.
  public var agrees: Bool
}

/// All of a run with steps.
public struct SendReport: Sendable {
  /// PID 1's signals when it was ready; nil when it ended before.
  public let ready: ProcessStatus?
  /// A result a step, in order.
  public let results: [SendResult]
  /// How PID 1 ended.
  public let end: Termination
  /// Whether sigbox ended the box, for it outlived the last step or its time.
  public let wasEnded: Bool
}
