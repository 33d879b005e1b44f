import ArgumentParser
import SigboxCore

struct MasksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "masks",
    abstract: "Show which signals processes catch, ignore, block and have pending.")

  @Argument(
    help: "Pids, thread ids, or names of boxes for their PID 1.", completion: Completions.boxes)
  var targets: [String]

  @Flag(help: "Print a JSON array instead of text.")
  var json = false

  func run() throws { try SignalReports.listMasks(targets, json: json) }
}
