import Reporting
import ArgumentParser
import SigboxCore
import SignalModel

struct ExitStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exit-status",
    abstract: "Explain what the exit status of a container may mean.")

  @Argument(help: "Exit status, 0 to 255.", transform: OptionValue.exitStatus)
  var status: ExitStatus

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  func run() throws { try SignalReports.explain(status, json: json) }
}
