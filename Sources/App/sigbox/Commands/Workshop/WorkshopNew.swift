import ArgumentParser
import SigboxCore

struct WorkshopNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "For authors: write the skeleton of an exercise.",
    discussion: """
      It writes NAME.lua, start/NAME.lua and solutions/NAME.lua into lua/workshop of the source tree \
      that contains the current directory, otherwise into the current directory. The skeleton is a \
      small complete exercise to replace. Existing files are never overwritten.
      """)

  @Argument(
    help: ArgumentHelp(
      "Name of the exercise, such as 18-reload-on-hup. Without a number, it gets the next one.",
      valueName: "exercise"))
  var exercise: String

  func run() throws { try ExerciseSkeleton(exercise).write() }
}
