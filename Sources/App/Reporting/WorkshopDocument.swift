package import Workshop

/// The JSON document `sigbox-workshop-1`: a learner's progress.
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
    /// Nil before the first check.
    let right: Bool?
  }

  private let schema = "sigbox-workshop-1"
  private let exercises: [Exercise]

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

  package var json: String { JSON.text(self) }
}
