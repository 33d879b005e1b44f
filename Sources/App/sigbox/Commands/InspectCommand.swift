import ArgumentParser
import SigboxCore

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Print everything known about boxes, as a JSON array.")

  @OptionGroup var names: BoxNameArguments

  func run() throws { try BoxManagement.inspect(names.boxes) }
}
