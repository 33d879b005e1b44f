import ArgumentParser
import SigboxCore

extension ParsableCommand {
  /// The name on the command line.
  static var name: String { configuration.commandName ?? "" }

  /// Ends sigbox with a status.
  func finish(with status: Int32) throws {
    if status != 0 { throw ExitRequest(status: status) }
  }
}
