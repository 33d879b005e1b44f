import ArgumentParser
import SigboxCore

struct WorkshopReset: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Start an exercise from the beginning: script, hints and prediction.",
    discussion: """
      The old script is kept next to the new one, with .old added to its name. The list still says \
      if you have seen the solution.
      """)

  // Required, because the old state is lost.
  @Argument(
    help: ArgumentHelp("Number or name of an exercise.", valueName: "n"),
    completion: Completions.exercises)
  var exercise: String

  @OptionGroup var workshop: WorkshopArguments

  func run() throws { try workshop.session.reset(exercise) }
}
