import ArgumentParser
import Boxes
import Signals
import SystemCalls

struct WaitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait", abstract: "Wait until boxes have ended, and print their exit statuses.")

  @Argument(help: "The boxes' names.")
  var names: [String]

  func run() throws {
    let registry = try BoxRegistry()
    for name in names {
      _ = try registry.record(name)
      guard let end = try BoxEnd(of: registry.place(name)).wait() else {
        throw BoxFailure(
          status: ownFailure, "nobody knows how \(name) ended: its monitor was killed")
      }
      try print("\(end.shellStatus)")
    }
  }
}
