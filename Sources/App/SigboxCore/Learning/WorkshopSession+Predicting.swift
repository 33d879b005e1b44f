internal import BoxHost
internal import Linux
internal import Reporting
internal import SystemPackage
internal import Workshop

extension WorkshopSession {
  /// Records an answer to the question of an exercise, or shows the question.
  ///
  /// A single word is the number of an exercise, otherwise an answer for the current one.
  package func predict(_ exercise: String?, _ answer: String?) throws {
    var progress = try progress()
    let (exercise, answer) = try exerciseAndAnswer(exercise, answer, progress)
    let sheet = try course(progress).sheet(exercise.name)
    guard let answer else {
      return try printLine(text.question(sheet, number: exercise.number))
    }
    guard sheet.choices.contains(answer) else {
      throw BoxFailure(status: ownFailure, text.noAnswer(answer, sheet.choices))
    }
    guard progress[exercise.name].wasRight == nil else {
      throw BoxFailure(status: 1, text.alreadyAnswered(number: exercise.number))
    }
    progress.work(on: exercise.name) { $0.prediction = answer }
    try progress.save()
    try printLine(text.predicted(answer, number: exercise.number))
  }

  private func exerciseAndAnswer(
    _ exercise: String?, _ answer: String?, _ progress: Progress
  ) throws -> (Exercise, String?) {
    if answer == nil, let only = exercise, Course.name(only) == nil {
      // If every exercise is passed, there is none to answer: the word is a wrong number.
      guard progress.current != nil else { return (try Exercise(only), nil) }
      return (try .current(progress), only)
    }
    return (try chosen(exercise, progress), answer)
  }

  /// The learner's prediction; asks for it on a terminal.
  func prediction(_ exercise: Exercise, _ progress: inout Progress) throws -> String {
    if let prediction = progress[exercise.name].prediction { return prediction }
    let sheet = try course(progress).sheet(exercise.name)
    guard Terminals.isTerminal(.standardInput) else {
      throw BoxFailure(status: 1, text.predictFirst(sheet, number: exercise.number))
    }
    try printLine(text.prompt(sheet))
    while true {
      try FileContents.write("> ", to: .standardOutput)
      guard let line = Swift.readLine() else {
        throw BoxFailure(status: 1, "no prediction: nothing was run")
      }
      let words = line.split(separator: " ").map(String.init)
      // The answer may come as the whole command: its last word.
      if let word = words.first == "sigbox" ? words.last : words.first,
        sheet.choices.contains(word)
      {
        progress.work(on: exercise.name) { $0.prediction = word }
        try progress.save()
        return word
      }
      try printLine(text.oneWord(sheet.choices))
    }
  }
}
