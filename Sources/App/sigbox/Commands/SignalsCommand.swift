import ArgumentParser
import SigboxCore

struct SignalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals",
    abstract: "List the 64 signals: number, name, default action, kind and meaning.")

  @Argument(
    help: "List only these: names with or without SIG, numbers, RTMIN+n, RTMAX-n. (default: all)",
    completion: Completions.signals)
  var names: [String] = []

  @Flag(help: "Print a JSON array instead of text.")
  var json = false

  func run() throws { try SignalReports.listSignals(names, json: json) }
}
