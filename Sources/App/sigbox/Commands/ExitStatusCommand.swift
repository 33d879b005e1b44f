import ArgumentParser
import Reporting
import SignalModel

struct ExitStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exit-status",
    abstract: "Say what the exit status of a container may mean, and how to tell which it was.")

  @Argument(
    help: "The status, 0 to 255.",
    transform: { text in
      guard let status = Int32(text).flatMap({ ExitStatus(number: $0) }) else {
        throw ValidationError("invalid exit status '\(text)': use 0 to 255")
      }
      return status
    })
  var status: ExitStatus

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try print(
      json ? ExitStatusListing.json(status) : ExitStatusListing.text(status, on: .standardOutput))
  }
}
