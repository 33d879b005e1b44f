import ArgumentParser

/// What to do about a command line that the parser refused.
enum CommandLineHint {
  /// The parser's message with a remedy, in one line.
  static func line(_ message: String, _ words: [String]) -> String {
    let commands = SigboxCommand.configuration.subcommands.compactMap {
      $0.configuration.commandName
    }
    guard let command = words.first, !command.hasPrefix("-") else {
      return "\(message.isEmpty ? "no command" : message); see sigbox --help"
    }
    guard commands.contains(command) else {
      return "unknown command '\(command)': \(commands.joined(separator: ", ")); see sigbox --help"
    }
    if command == "run", message.hasPrefix("Unknown option"), let program = program(words) {
      return "\(message): a command comes behind --, as in: sigbox run -- \(program) ..."
    }
    return "\(message); see sigbox \(command) --help"
  }

  /// A word that names neither a built-in init nor a script, and has options of its own behind it.
  private static func program(_ words: [String]) -> String? {
    guard let place = words.dropFirst().firstIndex(where: { !$0.hasPrefix("-") }) else {
      return nil
    }
    let word = words[place]
    let isScript = word.hasSuffix(".lua") || ProgramChoice.builtIns.contains(word)
    return isScript || place == words.count - 1 ? nil : word
  }
}
