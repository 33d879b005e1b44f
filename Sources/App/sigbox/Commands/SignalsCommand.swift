import ArgumentParser
import Reporting
import SignalModel
import Linux
import SystemPackage

struct SignalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals", abstract: "List the 64 signals: number, name, default, kind, meaning.")

  @Argument(help: "Only these: names with or without SIG, numbers, RTMIN+n, RTMAX-n.")
  var names: [String] = []

  @Flag(help: "Print a JSON array.")
  var json = false

  func run() throws {
    let signals = try names.map { name in
      guard let signal = Signal(parsing: name) else {
        throw ValidationError(Signal.unknown(name))
      }
      return signal
    }
    let chosen = names.isEmpty ? Signal.all : signals
    try print(
      json
        ? SignalListing.json(chosen) : SignalListing.text(chosen, on: .standardOutputRecords))
  }
}
