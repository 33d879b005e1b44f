import ArgumentParser
import BoxHost
import EmbeddedLua
import SignalModel
import Linux

/// What was meant by an option that a command does not have: another one of its own, one of docker's,
/// or one of the program that is to run.
struct OptionHint {
  private let name: String
  private let words: [String]
  private var verb: String { words[0] }

  init(_ name: String, _ words: [String]) {
    self.name = name
    self.words = words
  }

  /// Says in one line what was meant.
  ///
  /// - Parameter near: The option that the parser takes for the nearest.
  /// - Returns: The line; nil where nothing is known.
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
    if verb == KillCommand.name {
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

  /// Why a line is refused in which `-e` follows an imitation and passes on no variable that there
  /// is, as in `bash -e script.sh`: the program was meant, and the imitation would run.
  static func misreading(_ words: [String]) -> String? {
    guard let index = words.firstIndex(of: "-e"), index > 1, isImitation(words[index - 1]),
      let value = words[(index + 1)...].first, !value.contains("="),
      Environment.value(value) == nil
    else { return nil }
    return refusal(Array(words[...index]) + words[(index + 1)...].prefix { !$0.hasPrefix("--") })
  }

  /// Why a line that failed is refused in which an option of sigbox's own follows an imitation, as in
  /// `perl -e 'print 1'`: the program was meant, and the option is the program's.
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

  /// The program before the option and its words, up to an option that is sigbox's; nil if none.
  private var program: [String]? {
    guard let option = place else { return nil }
    let all = positionals(before: option)
    // Of those that are compared the last has the option.
    let number = verb == "compare" ? all.count : 1
    guard all.count >= number, number > 0,
      let start = (1..<option).first(where: { positionals(before: $0 + 1).count >= number })
    else { return nil }
    func isProgram(_ word: String) -> Bool { !word.hasPrefix("--") || !isOwn(word) }
    // Options of sigbox's own may stand between the two.
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
    ((try? Main.parsed(words[..<index])) as? any TakesCommand)?.words ?? []
  }

  private func isOwn(_ option: String) -> Bool {
    do {
      _ = try Main.parsed([verb, option])
      return true
    } catch {
      if case .unknownOption = ParserMessage(SigboxCommand.message(for: error)) { return false }
      return true
    }
  }
}
