import ArgumentParser
import BoxHost
import Reporting
import Linux

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the boxes that have names and run.", aliases: ["ls"])

  @Flag(name: .shortAndLong, help: "Also those that have ended.")
  var all = false

  @Flag(name: .shortAndLong, help: "Only the names.")
  var quiet = false

  @Flag(help: "Print a JSON array.")
  var json = false

  func run() throws {
    let records = try BoxRegistry().records().filter { all || $0.end == nil }
    if quiet { return try records.forEach { try print($0.name) } }
    try print(
      json
        ? BoxListing.json(records)
        : BoxListing.text(records, now: WallClock.seconds, on: .standardOutputRecords))
  }
}
