import ArgumentParser
import BoxHost
import Reporting

struct ProcessesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ps",
    abstract: "Show the processes of a box, and how its PID 1 takes each signal.")

  @Argument(help: "The box's name.")
  var name: String

  @Flag(help: "Print a JSON array.")
  var json = false

  func run() throws {
    let members = try RunningBox.named(name, in: BoxRegistry()).processes
    try print(
      json
        ? ProcessListing.json(members)
        : ProcessListing.text(members, on: .standardOutputRecords))
  }
}
