import ArgumentParser
import BoxHost
import SigboxCore

/// Parses command lines, given without the name of the program.
enum CommandLineParser {
  /// Parses what the user typed, up to `--`: the rest may have options that are not sigbox's.
  static func parse(_ typed: [String]) throws -> any ParsableCommand {
    let words = Spelling.normalized(typed)
    let line = words.prefix { $0 != "--" }
    guard words.first.flatMap(command) is any TakesCommand.Type else {
      if line.first == "help", let name = line.dropFirst().first, !name.hasPrefix("-"),
        name != "help", command(name) == nil
      {
        // The hint about it names the command.
        throw UsageError.unexpectedArgument(name)
      }
      return try parse(words[...])
    }
    // The parser would print sigbox's version although a program's was asked for.
    let beforeVersion = line.prefix { $0 != "--version" }
    if beforeVersion.count < line.count, !programWords(in: beforeVersion).isEmpty {
      throw UsageError.unknownOption("--version", near: nil)
    }
    if let refusal = OptionHint.misreading(Array(line)) {
      throw BoxFailure(status: ownFailure, refusal)
    }
    if line.count < words.count, var parsed = try? parse(line) as? any TakesCommand {
      parsed.command = Array(words[(line.endIndex + 1)...])
      return parsed
    }
    return try parse(words[...])
  }

  /// The command with this name or alias.
  static func command(_ name: String) -> (any ParsableCommand.Type)? {
    SigboxCommand.configuration.subcommands.first {
      $0.name == name || $0.configuration.aliases.contains(name)
    }
  }

  private static func parse(_ words: ArraySlice<String>) throws -> any ParsableCommand {
    if let command = words.first.flatMap(command) { return try parse(words, for: command) }
    return try SigboxCommand.parseAsRoot(Array(words))
  }

  private static func parse<Command: ParsableCommand>(
    _ words: ArraySlice<String>, for _: Command.Type
  ) throws -> any ParsableCommand {
    try SingleCommandRoot<Command>.parseAsRoot(Array(words))
  }

  private static func programWords(in line: ArraySlice<String>) -> [String] {
    (try? parse(line) as? any TakesCommand)?.words ?? []
  }

  /// The grammar of all commands.
  struct Grammar: CommandGrammar {
    var verbs: [String] { SigboxCommand.configuration.subcommands.map { $0.name } }

    func isVerb(_ word: String) -> Bool { command(word) != nil }

    func subcommands(of verb: String) -> [String] {
      (command(verb)?.configuration.subcommands ?? []).map { $0.name }
    }

    func programWords(in line: ArraySlice<String>) -> [String] {
      CommandLineParser.programWords(in: line)
    }

    func hasOption(_ option: String, verb: String) -> Bool {
      do {
        _ = try parse([verb, option][...])
        return true
      } catch {
        let message = SigboxCommand.message(for: error)
        if case .unknownOption = UsageError(parserMessage: message) { return false }
        return true
      }
    }
  }
}
