import ArgumentParser
import SigboxCore

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List running boxes.", aliases: ["ls"])

  @Flag(name: .shortAndLong, help: "Include boxes that have exited.")
  var all = false

  @Flag(name: .shortAndLong, help: "Print only the names.")
  var quiet = false

  @Flag(help: "Print a JSON array instead of text.")
  var json = false

  func run() throws { try BoxManagement.list(all: all, namesOnly: quiet, json: json) }
}
