import ArgumentParser
import SigboxCore

struct WorkshopStart: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Show an exercise, and write the script to complete into the current directory.")

  @OptionGroup var exercise: ExerciseArgument
  @OptionGroup var workshop: WorkshopArguments

  func run() throws { try workshop.session.start(exercise.exercise) }
}
