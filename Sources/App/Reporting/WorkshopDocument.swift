package import Workshop

/// How far a learner is, as JSON.
package struct WorkshopDocument: Encodable {
  private struct Exercise: Encodable {
    let number: Int
    let name: String
    let title: String
    let state: String
    let hints: Int
    let solution_seen: Bool
    let predictions: [Prediction]
  }

  private struct Prediction: Encodable {
    let answer: String
    /// Absent before the first check.
    let right: Bool?
  }

  private let schema = "sigbox-workshop-1"
  private let exercises: [Exercise]

  /// Describes exercises.
  package init(
    _ exercises: [(number: Int, name: String, title: String, entry: Progress.Entry)]
  ) {
    self.exercises = exercises.map { number, name, title, entry in
      Exercise(
        number: number, name: name, title: title,
        state: entry.isPassed ? "passed" : entry.isStarted ? "started" : "open",
        hints: entry.hints, solution_seen: entry.sawSolution,
        predictions: entry.prediction.map { [Prediction(answer: $0, right: entry.wasRight)] } ?? [])
    }
  }

  /// The text of the document.
  package var json: String { JSON.text(self) }
}
