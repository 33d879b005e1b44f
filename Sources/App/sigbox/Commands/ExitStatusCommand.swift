import Reporting
import ArgumentParser
import SigboxCore
import SignalModel

struct ExitStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exit-status",
    abstract: "Explain what the exit status of a container may mean.")

  @Argument(
    help: """
      Exit status, 0 to 255; or -9 for a death by signal 9, as Python reports it; or the status of \
      wait(2), such as 0x0b00 or 2816.
      """, transform: OptionValue.exitStatus)
  var status: ExitStatus

  @Flag(help: "Print one JSON object instead of text.")
  var json = false

  func run() throws { try SignalReports.explain(status, json: json) }
}
