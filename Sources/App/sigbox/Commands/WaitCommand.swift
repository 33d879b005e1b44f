import ArgumentParser
import BoxHost
import SignalModel
import Linux

struct WaitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait", abstract: "Wait until boxes have ended, and print their exit statuses.")

  @OptionGroup var boxes: BoxNames

  func run() throws {
    let registry = try BoxRegistry()
    try boxes.forEach { name in
      _ = try registry.record(name)
      let end = try ExitWaiter(of: registry.directory(name)).wait()
      try print("\(known(end, of: name).shellStatus)")
    }
  }
}

/// How a box ended, which nobody knows where its monitor was killed.
func known(_ end: Termination?, of name: String) throws -> Termination {
  if let end { return end }
  throw BoxFailure(status: ownFailure, "nobody knows how \(name) ended: its monitor was killed")
}
