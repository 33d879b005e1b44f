/// What the rule says will become of a signal, and why.
public struct Prediction: Hashable, Sendable {
  /// The fate; for a caught signal `handled`, for what the handler then does no rule can know.
  public var verdict: Verdict
  /// The reason in one sentence.
  public var reason: String
  /// The kernel function that decides.
  public var decidedBy: String
}
