import ArgumentParser
import BoxHost
import SignalModel

struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Forget boxes that have ended, and free their names.")

  @OptionGroup var boxes: BoxNames

  @Flag(name: .shortAndLong, help: "Kill those that run first; a name that no box has is fine.")
  var force = false

  func run() throws {
    let registry = try BoxRegistry()
    try boxes.forEach { name in
      if force {
        guard let record = try registry.find(name) else { return }
        if let box = RunningBox(record) {
          let end = try? ExitWaiter(of: registry.directory(name))
          try? box.send(.kill, from: .host)
          _ = try? end?.wait()
        }
      }
      // One that removes itself is gone by now.
      if try !force || registry.find(name) != nil { try registry.remove(name) }
      try print(name)
    }
  }
}
