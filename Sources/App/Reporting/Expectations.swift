package import Probing
internal import SignalModel

extension Expectation {
  /// A line for each expectation.
  ///
  /// - Parameters:
  ///   - outcomes: The expectations and what became of them.
  ///   - canvas: Where the text is written to.
  /// - Returns: The lines.
  package static func text(
    of outcomes: [(Expectation, Outcome)], on canvas: Canvas
  ) -> String {
    outcomes.map { expectation, outcome in
      let mark =
        outcome.isMet ? canvas.paint("pass", .green) : canvas.paint("FAIL", .red, bold: true)
      return canvas.wrap("\(mark)  \(expectation.text): \(outcome.observed)", indent: 6)
    }.joined(separator: "\n")
  }
}

extension ProbeReport {
  /// A JUnit report: a test for each way in which signals were sent, and for each expectation.
  ///
  /// - Parameter outcomes: The expectations and what became of them.
  /// - Returns: The XML text.
  package func junit(_ outcomes: [(Expectation, Expectation.Outcome)]) -> String {
    var cases: [JUnit.Case] = outcomes.map { expectation, outcome in
      JUnit.Case(
        name: expectation.text, output: outcome.observed,
        failure: outcome.isMet ? nil : "observed: \(outcome.observed)")
    }
    cases += results.values.sorted { $0.cell < $1.cell }.map { result in
      JUnit.Case(
        name: "\(result.cell.signal.name) \(result.cell.role.phrase) from "
          + result.cell.origin.place,
        output: "\(result.verdict): \(result.reason)",
        failure: result.agrees
          ? nil
          : [result.reason, result.evidence?.disagreement].compactMap { $0 }.joined(separator: "; ")
      )
    }
    return JUnit.text(suite: "sigbox probe \(name)", cases)
  }
}
