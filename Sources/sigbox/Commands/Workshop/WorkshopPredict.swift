import ArgumentParser
import Boxes
import Reporting
import SystemCalls
import SystemPackage
import Workshop

struct WorkshopPredict: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Answer an exercise's question before it is run; without a word, show the question.")

  @OptionGroup var exercise: ExerciseArgument
  @Argument(help: "What you think will happen.") var word: String?
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    try Host.openStandardDescriptors()
    let exercise = try exercise.chosen
    var progress = try options.progress()
    let sheet = try options.course(progress).sheet(exercise.name)
    guard let word else {
      return try print(options.text(progress).question(sheet, number: exercise.number))
    }
    guard sheet.choices.contains(word) else {
      throw ValidationError("'\(word)' is no answer: \(sheet.choices.joined(separator: ", "))")
    }
    guard progress[exercise.name].wasRight == nil else {
      throw BoxFailure(
        status: 1,
        "the kernel has answered that already: sigbox workshop reset \(exercise.number) begins anew"
      )
    }
    progress[exercise.name].prediction = word
    try progress.save()
    try print(options.text(progress).predicted(word, number: exercise.number))
  }
}

extension WorkshopOptions {
  /// The learner's prediction; asks for it on a terminal.
  func prediction(_ exercise: Exercise, _ progress: inout Progress) throws -> String {
    if let prediction = progress[exercise.name].prediction { return prediction }
    let sheet = try course(progress).sheet(exercise.name)
    guard Terminals.isTerminal(.standardInput) else {
      throw BoxFailure(
        status: 1,
        "predict first: \(sheet.question) sigbox workshop predict \(exercise.number) "
          + sheet.choices.joined(separator: "|"))
    }
    try print(text(progress).question(sheet, number: exercise.number))
    while true {
      try FileContents.write("> ", to: .standardOutput)
      guard let line = Swift.readLine() else {
        throw BoxFailure(status: 1, "no prediction: nothing was run")
      }
      let word = String(line.split(separator: " ").first ?? "")
      if sheet.choices.contains(word) {
        progress[exercise.name].prediction = word
        try progress.save()
        return word
      }
      try print(sheet.choices.joined(separator: " | "))
    }
  }
}
