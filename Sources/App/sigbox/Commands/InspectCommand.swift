import ArgumentParser
import BoxHost
import Reporting

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Print all that is known of boxes, as a JSON array.")

  @OptionGroup var boxes: BoxNames

  func run() throws {
    let registry = try BoxRegistry()
    var records: [BoxRecord] = []
    let found = Result { try boxes.forEach { records.append(try registry.record($0)) } }
    try print(BoxListing.json(records))
    try found.get()
  }
}
