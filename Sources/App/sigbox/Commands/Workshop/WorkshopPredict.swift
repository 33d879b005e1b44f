import ArgumentParser
import SigboxCore

struct WorkshopPredict: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Answer the question of an exercise before it is run, or show the question.",
    discussion: "A single argument is the number of an exercise, otherwise an answer.")

  @OptionGroup var exercise: ExerciseArgument

  @Argument(help: "What you think will happen. (default: show the question)")
  var word: String?

  @OptionGroup var workshop: WorkshopArguments

  func run() throws { try workshop.session.predict(exercise.exercise, word) }
}
