import ArgumentParser
import SigboxCore

/// `sigbox workshop` and `sigbox workshop 4`.
struct WorkshopOpen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "List the exercises, or start one.", shouldDisplay: false)

  @Argument(
    help: ArgumentHelp("Number or name of an exercise. (default: list all)", valueName: "n"),
    completion: Completions.exercises)
  var words: [String] = []

  @OptionGroup var list: WorkshopList

  func run() throws {
    let commands = WorkshopCommand.configuration.subcommands
      .filter { $0.configuration.shouldDisplay }.map { $0.name }
    try list.workshop.session.open(words, json: list.json, commands: commands)
  }
}
