import ArgumentParser
import BoxHost
import Reporting
import Linux
import SystemPackage
import Workshop

struct WorkshopPredict: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Answer an exercise's question before it is run, or show the question.",
    discussion: "An argument alone is the number of an exercise, or else an answer.")

  @OptionGroup var exercise: ExerciseArgument
  @Argument(help: "What you think will happen.") var word: String?
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    var progress = try options.progress()
    let (exercise, word) = try chosen(progress)
    let sheet = try options.course(progress).sheet(exercise.name)
    let text = options.text
    guard let word else { return try print(text.question(sheet, number: exercise.number)) }
    guard sheet.choices.contains(word) else {
      throw BoxFailure(status: ownFailure, text.noAnswer(word, sheet.choices))
    }
    guard progress[exercise.name].wasRight == nil else {
      throw BoxFailure(status: 1, text.alreadyAnswered(number: exercise.number))
    }
    progress.work(on: exercise.name) { $0.prediction = word }
    try progress.save()
    try print(text.predicted(word, number: exercise.number))
  }

  /// The exercise and the answer; with one argument either may be the current one's.
  private func chosen(_ progress: Progress) throws -> (Exercise, String?) {
    if word == nil, let only = exercise.exercise, Course.name(only) == nil {
      // Where every exercise is passed, the argument is a number that is none.
      guard progress.current != nil else { return (try Exercise(only), nil) }
      return (try .current(progress), only)
    }
    return (try exercise.chosen(progress), word)
  }
}

extension WorkshopOptions {
  /// The learner's prediction; asks for it on a terminal.
  func prediction(_ exercise: Exercise, _ progress: inout Progress) throws -> String {
    if let prediction = progress[exercise.name].prediction { return prediction }
    let sheet = try course(progress).sheet(exercise.name)
    guard Terminals.isTerminal(.standardInput) else {
      throw BoxFailure(status: 1, text.predictFirst(sheet, number: exercise.number))
    }
    try print(text.prompt(sheet))
    while true {
      try FileContents.write("> ", to: .standardOutput)
      guard let line = Swift.readLine() else {
        throw BoxFailure(status: 1, "no prediction: nothing was run")
      }
      let words = line.split(separator: " ").map(String.init)
      // Of the whole command the last word is the answer.
      if let word = words.first == "sigbox" ? words.last : words.first,
        sheet.choices.contains(word)
      {
        progress.work(on: exercise.name) { $0.prediction = word }
        try progress.save()
        return word
      }
      try print(text.oneWord(sheet.choices))
    }
  }
}
