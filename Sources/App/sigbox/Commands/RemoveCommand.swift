import ArgumentParser
import SigboxCore

struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Remove the records and logs of exited boxes, and free the names.")

  @OptionGroup var names: BoxNameArguments

  @Flag(name: .shortAndLong, help: "Kill running boxes first; ignore unknown names.")
  var force = false

  func run() throws { try BoxManagement.remove(names.boxes, killing: force) }
}
