import ArgumentParser
import Boxes
import Signals

struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Forget boxes that have ended, and free their names.")

  @Argument(help: "The boxes' names.")
  var names: [String]

  @Flag(name: .shortAndLong, help: "Kill those that run first.")
  var force = false

  func run() throws {
    let registry = try BoxRegistry()
    for name in names {
      let record = try registry.record(name)
      var isGone = false
      if force, let box = RunningBox(record) {
        let end = try? BoxEnd(of: registry.place(name))
        try? box.send(.kill, from: .host)
        _ = try? end?.wait()
        // One that removes itself is gone by now.
        isGone = (try? registry.record(name)) == nil
      }
      if !isGone { try registry.remove(name) }
      try print(name)
    }
  }
}
