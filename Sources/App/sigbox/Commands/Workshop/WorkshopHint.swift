import ArgumentParser
import SigboxCore

struct WorkshopHint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint",
    abstract: "Show the next hint; each says more than the one before.",
    discussion: "Once the exercise is passed, it shows all hints and counts none.")

  @OptionGroup var exercise: ExerciseArgument
  @OptionGroup var workshop: WorkshopArguments

  func run() throws { try workshop.session.hint(exercise.exercise) }
}
