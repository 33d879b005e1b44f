import ArgumentParser

/// A command behind which, after `--`, words stand that are not sigbox's.
protocol TakesCommand: ParsableCommand {
  /// The words behind `--`: a command to run as PID 1, or further arguments.
  var command: [String] { get set }
}
