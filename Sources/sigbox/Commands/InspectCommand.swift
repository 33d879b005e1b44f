import ArgumentParser
import Boxes
import Reporting

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Print all that is known of boxes, as a JSON array.")

  @Argument(help: "The boxes' names.")
  var names: [String]

  func run() throws {
    let registry = try BoxRegistry()
    try print(BoxListing.json(try names.map { try registry.record($0) }))
  }
}
