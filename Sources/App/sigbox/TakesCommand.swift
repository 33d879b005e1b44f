import ArgumentParser

/// A command that takes words after `--` that are not sigbox's.
protocol TakesCommand: ParsableCommand {
  /// A script or a built-in init, and its arguments.
  var words: [String] { get }
  /// The words after `--`: a command to run as PID 1, or further arguments.
  var command: [String] { get set }
}
