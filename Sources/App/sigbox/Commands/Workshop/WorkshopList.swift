import ArgumentParser
import SigboxCore

struct WorkshopList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the exercises and your progress.")

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  @OptionGroup var workshop: WorkshopArguments

  func run() throws { try workshop.session.list(json: json) }
}
