internal import BoxHost
internal import EmbeddedLua
package import Observation

/// What a command line of `sigbox run` asks for.
package struct RunOptions: Equatable, Sendable {
  /// The script or built-in init, and its arguments.
  package var words: [String] = []
  /// The words after `--`: a command, or further arguments of the script.
  package var command: [String] = []
  package var steps: [SendStep] = []
  package var readiness = ReadinessOptions()
  /// How long the box may run after the last signal.
  package var grace = Duration.zero
  package var isDetached = false
  package var name: String?
  /// Whether the box's record and log are removed when it exits.
  package var removesRecord = false
  package var hasTerminal = false
  package var isInteractive = false
  /// Whether the script runs again each time it is saved.
  package var restartsOnSave = false
  package var printsJSON = false
  package var box = BoxOptions()

  package init() {}

  /// Refuses combinations that have no meaning.
  package func validate() throws(UsageError) {
    if words.isEmpty, command.isEmpty {
      throw UsageError("nothing to run: give a script, a built-in init, or -- COMMAND")
    }
    if printsJSON, isDetached || hasTerminal {
      throw UsageError("--json does not go together with --detach or --tty")
    }
    if readiness != ReadinessOptions(), steps.isEmpty {
      throw UsageError(
        "--ready and --settle say when to send: add --send, as in --send TERM")
    }
    if isDetached, !steps.isEmpty {
      throw UsageError(
        "--detach and --send do not go together: send later, as in sigbox kill NAME -s TERM")
    }
    if hasTerminal, !steps.isEmpty {
      throw UsageError(
        "--tty and --send do not go together: keys typed at the terminal send signals too")
    }
    if let name, !BoxRegistry.isName(name) {
      throw UsageError(
        "invalid name '\(name)': use 1 to 64 letters, digits and _.-, starting with a letter or "
          + "digit, such as web-1")
    }
    if restartsOnSave { try validateWatch() }
  }

  private func validateWatch() throws(UsageError) {
    guard let word = words.first, word != "-", BuiltInInit(word) == nil else {
      throw UsageError("--watch needs a script in a file, as in sigbox run --watch init.lua")
    }
    guard !isDetached, name == nil, !printsJSON, !hasTerminal else {
      throw UsageError("--watch does not go together with --detach, --name, --json or --tty")
    }
  }
}
