internal import Linux
package import Probing

extension Expectation {
  /// One line per expectation.
  ///
  /// - Parameters:
  ///   - outcomes: The expectations and their outcomes.
  ///   - canvas: The properties of the output.
  /// - Returns: The lines.
  package static func text(
    of outcomes: [(Expectation, Outcome)], on canvas: Canvas
  ) -> String {
    outcomes.map { expectation, outcome in
      let mark =
        outcome.isMet ? canvas.paint("pass", .green) : canvas.paint("FAIL", .red, bold: true)
      let text = ArgumentText.visible("\(expectation.text): \(outcome.observed)")
      return canvas.wrap("\(mark)  \(text)", indent: 6)
    }.joined(separator: "\n")
  }
}
