package import Probing
internal import SignalModel

extension ProbeReport {
  /// A JUnit report with one test per expectation and per case.
  ///
  /// - Parameter outcomes: The expectations and their outcomes.
  /// - Returns: The XML text.
  package func junit(_ outcomes: [(Expectation, Expectation.Outcome)]) -> String {
    var cases: [JUnit.Case] = outcomes.map { expectation, outcome in
      JUnit.Case(
        name: expectation.text, output: outcome.observed,
        failure: outcome.isMet ? nil : "observed: \(outcome.observed)")
    }
    cases += results.values.sorted { $0.probeCase < $1.probeCase }.map { result in
      JUnit.Case(
        name: "\(result.probeCase.signal.name) \(result.probeCase.role.phrase) from "
          + result.probeCase.origin.place,
        output: "\(result.verdict): \(result.reason)",
        failure: result.agrees
          ? nil
          : [result.reason, result.evidence?.disagreement].compactMap { $0 }.joined(separator: "; ")
      )
    }
    return JUnit.text(suite: "sigbox probe \(name)", cases)
  }
}
