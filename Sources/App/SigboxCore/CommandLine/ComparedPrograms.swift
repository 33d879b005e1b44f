internal import EmbeddedLua
internal import Linux

/// The programs of a `sigbox compare` line.
enum ComparedPrograms {
  /// Chooses the programs.
  ///
  /// - Parameters:
  ///   - quoted: Programs with their arguments, each given as one argument of sigbox.
  ///   - command: The words after `--`: commands with `---` between them.
  /// - Returns: The programs, with names that differ.
  /// - Throws: ``UsageError`` if there are fewer than two; ``BoxFailure`` and errors of reading a script
  ///   if one cannot be used.
  static func choose(_ quoted: [String], command: [String]) throws -> [ProgramChoice] {
    let commands = command.split(separator: "---", omittingEmptySubsequences: false).map(Array.init)
    guard quoted.count + (command.isEmpty ? 0 : commands.count) > 1 else {
      throw UsageError(
        "nothing to compare: give at least two programs, as in sigbox compare go -- ./server")
    }
    var choices = try quoted.map { try choice(QuotedWords.split($0)) }
    if !command.isEmpty {
      choices += try commands.map {
        try ProgramChoice(words: [], command: $0, at: .compare)
      }
    }
    let names = choices.map(\.name)
    return choices.map { choice in
      var choice = choice
      if names.count(where: { $0 == choice.name }) > 1 { choice.name = choice.line }
      return choice
    }
  }

  /// A quoted program is a built-in init or a Lua script, otherwise a command.
  private static func choice(_ words: [String]) throws -> ProgramChoice {
    guard let name = words.first else {
      return try ProgramChoice(words: [""], command: [], at: .compare)
    }
    let command = isScript(name, hasArguments: words.count > 1) ? nil : commandLine(of: words)
    return try command.map { try ProgramChoice(words: [], command: $0, at: .compare) }
      ?? ProgramChoice(words: words, command: [], at: .compare)
  }

  /// Whether a name stands for a built-in init, not for the program that it imitates: most imitations
  /// take no arguments.
  private static func isScript(_ name: String, hasArguments: Bool) -> Bool {
    guard let builtIn = BuiltInInit(name) else { return name.hasSuffix(".lua") }
    return builtIn.takesArguments || !hasArguments || CommandSearch.path(of: name) == nil
  }

  /// The command that runs a program in another language; nil if it is a Lua script or does not exist.
  private static func commandLine(of words: [String]) -> [String]? {
    let path = ArgumentText.path(words[0])
    guard let source = try? FileContents.read(path, upTo: 1 << 16) else {
      return CommandSearch.path(of: words[0]) == nil ? nil : words
    }
    return ForeignScript(words[0], source).map { $0.command + words.dropFirst() }
  }
}
