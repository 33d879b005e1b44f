import ArgumentParser
import SigboxCore

struct ProcessesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ps",
    abstract: "List the processes of a box, and how they handle each signal.")

  @OptionGroup var box: BoxNameArgument

  @Flag(help: "Print a JSON array instead of text.")
  var json = false

  func run() throws { try BoxManagement.listProcesses(of: box.name, json: json) }
}
