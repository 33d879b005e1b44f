internal import Observation
package import Probing
internal import SignalModel

extension ProbeReport {
  /// A JUnit report with one test per expectation and per case.
  ///
  /// A case in which no signal could be sent is skipped, and an error if that holds for all cases.
  ///
  /// - Parameters:
  ///   - outcomes: The expectations and their outcomes.
  ///   - began: When the probe began, in seconds since the Epoch.
  /// - Returns: The XML text.
  package func junit(
    _ outcomes: [(Expectation, Expectation.Outcome)], began: Int64
  ) -> String {
    let results = results.values.sorted { $0.probeCase < $1.probeCase }
    let tests =
      outcomes.map { expectation, outcome in
        JUnit.Case(
          name: expectation.text,
          outcome.isMet ? .success : .failure("observed: \(outcome.observed)"))
      } + results.map { $0.test } + notSent
    let output =
      outcomes.map { "\($0.text): \($1.observed)" }
      + results.map { "\($0.probeCase.title): \($0.verdict): \($0.reason)" }
    return JUnit.text(
      [
        JUnit.Suite(
          name: "sigbox probe \(name)", cases: tests, seconds: elapsed / .seconds(1),
          output: output.joined(separator: "\n"))
      ], began: began)
  }

  /// The roles in which the program ended at once, and the cases in which it ended before the signal.
  private var notSent: [JUnit.Case] {
    let roles = ProbedProcess.Role.allCases.compactMap { role -> (String, String)? in
      guard case .ended(let end) = starts[role]?.state else { return nil }
      return ("signals \(role.phrase)", "\(end)")
    }
    let cases = missed.sorted { $0.probeCase < $1.probeCase }.map {
      ($0.probeCase.title, $0.reason)
    }
    return (roles + cases).map { name, reason in
      let message = "the program ended before the signal: \(reason)"
      return JUnit.Case(name: name, results.isEmpty ? .error(message) : .skipped(message))
    }
  }
}

extension ProbeOutcome {
  fileprivate var test: JUnit.Case {
    let contradiction = [reason, evidence?.disagreement].compactMap { $0 }.joined(separator: "; ")
    return JUnit.Case(
      name: probeCase.title, agrees ? .success : .failure(contradiction),
      seconds: elapsed / .seconds(1))
  }
}

extension ProbeCase {
  /// The case in words, such as `TERM as PID 1 from the host`.
  fileprivate var title: String { "\(signal.name) \(role.phrase) from \(origin.phrase)" }
}
