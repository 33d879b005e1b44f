import ArgumentParser
import SigboxCore

struct WorkshopWatch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Check your script each time you save it, and start the next exercise when it passes."
  )

  @OptionGroup var exercise: ExerciseArgument
  @OptionGroup var workshop: WorkshopArguments

  func run() throws { try workshop.session.watch(exercise.exercise) }
}
