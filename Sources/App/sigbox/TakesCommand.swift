import ArgumentParser

/// A command whose line may end with `--` and words that the parser does not read.
protocol TakesCommand: ParsableCommand {
  /// A script or a built-in init, and its arguments.
  var words: [String] { get }
  /// The words after `--`: a command, or further arguments of the script.
  var command: [String] { get set }
}
