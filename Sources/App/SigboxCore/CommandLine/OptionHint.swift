internal import BoxHost
internal import EmbeddedLua
internal import Linux
internal import SignalModel

/// What an unknown option was meant as: another option of sigbox, one of docker's, or one of the
/// program to run.
package struct OptionHint {
  private let name: String
  private let words: [String]
  private let grammar: any CommandGrammar
  private var verb: String { words[0] }

  init(_ name: String, _ words: [String], _ grammar: any CommandGrammar) {
    self.name = name
    self.words = words
    self.grammar = grammar
  }

  /// The whole error line, or nil if nothing better is known than the help.
  ///
  /// `near` is the existing option that the parser considers closest.
  func line(_ near: String?) -> String? {
    let start = "unknown option '\(name)': "
    let meant = Suggestion.nearest(to: name, among: [near].compactMap { $0 })
    let place = CommandPlace(rawValue: verb)
    let program = place == nil ? nil : program
    let remedy = OtherTools.remedy(for: name, of: verb)
    if let remedy, program == nil { return start + remedy }
    if let meant, program == nil || name.hasPrefix("--") {
      return start + "did you mean '\(meant)'?"
    }
    if verb == "kill" {
      return Signal.nearest(to: name.dropFirst()).map { start + "did you mean '-\($0)'?" }
    }
    guard let place, let program else { return nil }
    let first = program[0]
    if let builtIn = BuiltInInit(first), !builtIn.takesArguments {
      return ProgramChoice.refusal(of: program, at: place).description
    }
    if BuiltInInit(first) != nil || first.hasSuffix(".lua") {
      return start + "options of \(first) come after --: sigbox \(verb) \(first) -- "
        + program.dropFirst().joined(separator: " ")
    }
    return start + place.remedy(program)
  }

  /// Refuses a line such as `bash -e script.sh`, which the parser accepts but the user did not mean.
  ///
  /// There `-e` follows an imitation and names no variable of the environment, so the real program
  /// was meant and the imitation would run.
  package static func misreading(_ words: [String]) -> String? {
    guard let index = words.firstIndex(of: "-e"), index > 1, isImitation(words[index - 1]),
      let value = words[(index + 1)...].first, !value.contains("="),
      Environment.value(value) == nil
    else { return nil }
    return refusal(Array(words[...index]) + words[(index + 1)...].prefix { !$0.hasPrefix("--") })
  }

  /// Explains a failed line in which a short option of sigbox follows an imitation.
  ///
  /// In `perl -e 'print 1'` the real program was meant, and the option is the program's.
  static func refusal(_ words: [String]) -> String? {
    guard let place = CommandPlace(rawValue: words[0]),
      let index = words.indices.first(where: { isImitation(words[$0]) }),
      let option = words[(index + 1)...].first, option.hasPrefix("-"), option.count == 2,
      option != "--", CommandSearch.path(of: words[index]) != nil
    else { return nil }
    return ProgramChoice.refusal(of: Array(words[index...]), at: place).description
  }

  private static func isImitation(_ word: String) -> Bool {
    BuiltInInit(word)?.takesArguments == false
  }

  /// The program before the option and its words, up to an option that sigbox knows.
  private var program: [String]? {
    guard let option = place else { return nil }
    let all = positionals(before: option)
    // `compare` takes several programs: the last one has the option.
    let number = verb == "compare" ? all.count : 1
    guard all.count >= number, number > 0,
      let start = (1..<option).first(where: { positionals(before: $0 + 1).count >= number })
    else { return nil }
    func isProgram(_ word: String) -> Bool {
      !word.hasPrefix("--") || !grammar.hasOption(word, verb: verb)
    }
    // Options of sigbox may stand between the two.
    let before = words[(start + 1)..<option].prefix(while: isProgram)
    return words[start].split(separator: " ").map(String.init) + before + [words[option]]
      + words[(option + 1)...].prefix(while: isProgram)
  }

  /// Where the option stands, alone or with others after one dash.
  private var place: Int? {
    words.firstIndex { $0.hasPrefix(name) }
      ?? words.firstIndex { word in
        name.count == 2 && word.hasPrefix("-") && !word.hasPrefix("--")
          && word.dropFirst().contains(name.dropFirst())
      }
  }

  private func positionals(before index: Int) -> [String] {
    grammar.programWords(in: words[..<index])
  }
}
