internal import Linux

/// The commands that start processes in boxes.
package enum BoxCommands {
  /// The other commands, which read and wait only.
  private static let others: Set<String> = [
    "attach", "exit-status", "help", "init", "inspect", "list", "logs", "rm", "show", "signals", "stop",
    "wait",
  ]

  /// Whether a command line may start a process in a box, and sigbox is not yet protected from it.
  ///
  /// - Parameter words: The command line, the name of the program first.
  package static func mayEnterBox(_ words: [String]) -> Bool {
    guard words.count > 1, !words[1].hasPrefix("-"), !others.contains(words[1]) else { return false }
    return !OwnExecutable.wasRestarted
  }
}
