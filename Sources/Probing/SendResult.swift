public import Signals
internal import SystemCalls

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
  /// What it was sent to, and what was seen; nil where nothing was sent.
  var observation: Observation?
}

/// What was seen around a signal.
struct Observation: Sendable {
  /// The process just before.
  let target: Target
  /// What the rule says.
  let prediction: Prediction
  /// Its pid.
  let process: Int32
  /// The pids of its threads.
  let threads: [Int32]
  /// When the call was made that sends it.
  let sending: ClosedRange<Instant>
  /// How long it took to be sure of the verdict.
  var elapsed: Duration
  /// The pids of its descendants before.
  let family: [Int32]
  /// How many of these were left then.
  let survivors: Int
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
