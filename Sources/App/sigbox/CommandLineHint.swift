import ArgumentParser
import EmbeddedLua
import SignalModel
import Linux

/// What to do about a command line that the parser refused.
enum CommandLineHint {
  /// The parser's message with a remedy, in one line.
  static func line(_ message: String, _ typed: [String]) -> String {
    let words = typed.first == "help" ? Array(typed.dropFirst()) : typed
    let parsed = ParserMessage(message)
    guard let verb = words.first, !verb.hasPrefix("-") else {
      let text = message.isEmpty ? "no command" : text(of: parsed)
      return "\(text); see sigbox --help"
    }
    guard let command = Main.command(verb) else { return unknown(words) }
    return hint(about: parsed, words, command) ?? "\(text(of: parsed)); see sigbox \(verb) --help"
  }

  /// The whole line where it says what to do; nil where only the command's help does.
  private static func hint(
    about message: ParserMessage, _ words: [String], _ command: any ParsableCommand.Type
  ) -> String? {
    if case .unknownOption(let name, let near) = message {
      return OptionHint(name, words).line(near)
    }
    if let refusal = OptionHint.refusal(words) { return refusal }
    switch message {
    case .invalidValue(_, _, .some): return text(of: message)
    case .missingArgument(let name) where name.hasPrefix("<name"):
      let option = words.dropFirst().first { OtherTools.remedy(for: $0, of: words[0]) != nil }
      if let option { return OptionHint(option, words).line(nil) }
      return "missing the name of a box: sigbox list lists them; see sigbox \(words[0]) --help"
    case .unexpectedArgument where words[0] == ReplCommand.name:
      return "more than one init: \(CommandPlace.repl.remedy(Array(words.dropFirst())))"
    case .unexpectedArgument(let word): return subcommand(word, words, command)
    case .other(let text) where text.hasSuffix("?"): return text
    default: return nil
    }
  }

  private static func subcommand(
    _ word: String, _ words: [String], _ command: any ParsableCommand.Type
  ) -> String? {
    guard word == words.dropFirst().first else { return nil }
    let near = Suggestion.nearest(
      to: word, among: command.configuration.subcommands.map { $0.name })
    return near.map {
      "unknown command '\(words[0]) \(word)': did you mean 'sigbox \(words[0]) \($0)'?"
    }
  }

  private static func text(of message: ParserMessage) -> String {
    switch message {
    case .unknownOption(let name, _): return "unknown option '\(name)'"
    case .invalidValue(let value, let name, let reason):
      guard let reason else { return "\(name): invalid value '\(value)'" }
      // Reasons of sigbox's own quote the value; arguments without a name need none.
      let what = reason.hasPrefix("use ") ? "invalid value '\(value)': \(reason)" : reason
      return name.hasPrefix("<") || what.hasPrefix("-") ? what : "\(name): \(what)"
    case .missingArgument(let name): return "missing argument '\(name)'"
    case .unexpectedArgument(let word): return "unexpected argument '\(word)'"
    case .other(let text): return text
    }
  }

  /// What to say about a command that there is not.
  private static func unknown(_ words: [String]) -> String {
    let verb = words[0]
    let start = "unknown command '\(verb)': "
    if let remedy = OtherTools.verbs[verb] { return start + remedy }
    let isFile = FileSystem.isDirectory(ArgumentText.path(verb)) == false
    if BuiltInInit(verb) != nil || isFile {
      return start + "to run it as PID 1: sigbox run \(verb)"
    }
    let names = SigboxCommand.configuration.subcommands.map { $0.name }
    if let near = Suggestion.nearest(to: verb, among: names + ["help"]) {
      return start + "did you mean '\(near)'?"
    }
    if CommandSearch.path(of: verb) != nil {
      return start + "to run it as PID 1: \(CommandPlace.run.line(words))"
    }
    return start + "the commands are \(names.joined(separator: ", ")); see sigbox --help"
  }
}

extension ParsableCommand {
  /// Its name on the command line.
  static var name: String { configuration.commandName ?? "" }
}
