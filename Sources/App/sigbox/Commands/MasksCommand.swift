import Observation
import ArgumentParser
import Probing
import Reporting

struct MasksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "masks",
    abstract: "Decode how processes take each signal: caught, ignored, blocked, pending.")

  @Argument(help: "Pids, or names of boxes.")
  var targets: [String]

  @Flag(help: "Print a JSON array.")
  var json = false

  func run() throws {
    let living = try targets.map { try ProcessInspection(named: $0) }
    try print(
      json
        ? MaskListing.json(living)
        : living.map { MaskListing.text($0, on: .standardOutputRecords) }.joined(separator: "\n\n"))
  }
}
