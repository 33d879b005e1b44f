internal import EmbeddedLua
internal import Linux
internal import SignalModel

/// Adds what to do to the error about a command line.
package struct CommandLineHint {
  private let grammar: any CommandGrammar
  private let words: [String]

  /// `typed` is the command line without the program's name.
  package init(_ typed: [String], _ grammar: any CommandGrammar) {
    words = typed.first == "help" ? Array(typed.dropFirst()) : typed
    self.grammar = grammar
  }

  /// The error and what to do, in one line.
  package func line(_ error: UsageError) -> String {
    guard let verb = words.first, !verb.hasPrefix("-") else {
      let text = error.description.isEmpty ? "no command" : error.description
      return "\(text); see sigbox --help"
    }
    guard grammar.isVerb(verb) else { return unknownVerb }
    return hint(error) ?? "\(error); see sigbox \(verb) --help"
  }

  /// The whole line if more can be said than where to find the help.
  private func hint(_ error: UsageError) -> String? {
    if case .unknownOption(let name, let near) = error {
      return OptionHint(name, words, grammar).line(near)
    }
    if let refusal = OptionHint.refusal(words) { return refusal }
    switch error {
    case .invalidValue(_, _, .some): return error.description
    case .missingArgument(let name) where name.hasPrefix("<name"):
      let option = words.dropFirst().first { OtherTools.remedy(for: $0, of: words[0]) != nil }
      if let option { return OptionHint(option, words, grammar).line(nil) }
      return "missing the name of a box: sigbox list lists them; see sigbox \(words[0]) --help"
    case .unexpectedArgument where words[0] == "repl":
      return "more than one init: \(CommandPlace.repl.remedy(Array(words.dropFirst())))"
    case .unexpectedArgument(let word): return subcommand(word)
    case .other(let text) where text.hasSuffix("?"): return text
    default: return nil
    }
  }

  private func subcommand(_ word: String) -> String? {
    guard word == words.dropFirst().first else { return nil }
    let near = Suggestion.nearest(to: word, among: grammar.subcommands(of: words[0]))
    return near.map {
      "unknown command '\(words[0]) \(word)': did you mean 'sigbox \(words[0]) \($0)'?"
    }
  }

  private var unknownVerb: String {
    let verb = words[0]
    let start = "unknown command '\(verb)': "
    if let remedy = OtherTools.verbs[verb] { return start + remedy }
    let isFile = FileSystem.isDirectory(ArgumentText.path(verb)) == false
    if BuiltInInit(verb) != nil || isFile {
      return start + "to run it as PID 1: sigbox run \(verb)"
    }
    if let near = Suggestion.nearest(to: verb, among: grammar.verbs + ["help"]) {
      return start + "did you mean '\(near)'?"
    }
    if CommandSearch.path(of: verb) != nil {
      return start + "to run it as PID 1: \(CommandPlace.run.line(words))"
    }
    return start + "the commands are \(grammar.verbs.joined(separator: ", ")); see sigbox --help"
  }
}
