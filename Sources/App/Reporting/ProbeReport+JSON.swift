package import Probing

extension ProbeReport {
  /// The JSON document `sigbox-probe-1`.
  ///
  /// - Parameter outcomes: The expectations and their outcomes.
  /// - Returns: The text.
  package func json(_ outcomes: [(Expectation, Expectation.Outcome)]) -> String {
    JSON.text(ProbeDocument(self, outcomes))
  }
}
