import ArgumentParser
import SigboxCore

struct WorkshopCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run your script in boxes, and check what the kernel does with it.",
    discussion: """
      A single argument is the number or name of an exercise, otherwise the path of a script for \
      the current exercise.

      The exit status is 0 if the script passes, otherwise 1.
      """)

  @OptionGroup var exercise: ExerciseArgument

  @Argument(
    help: "Your script. (default: the exercise's file in the current directory)",
    completion: .file(extensions: ["lua"]))
  var file: String?

  @OptionGroup var workshop: WorkshopArguments

  func run() throws {
    try finish(with: workshop.session.check(exercise.exercise, file) ? 0 : 1)
  }
}
