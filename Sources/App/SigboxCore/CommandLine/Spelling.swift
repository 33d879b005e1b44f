internal import SignalModel

/// Accepts command lines in the spelling of other tools.
package enum Spelling {
  /// Rewrites `kill -9 web`, `version` and the like for the parser.
  package static func normalized(_ words: [String]) -> [String] {
    switch words.first {
    case "version", "-V", "-v": return words.count == 1 ? ["--version"] : words
    case "kill": return kill(words)
    // A negative number looks like an option.
    case "exit-status":
      return words.flatMap { (Int32($0) ?? 0) < 0 ? ["--", $0] : [$0] }
    default: return words
    }
  }

  /// `-9`, `-TERM` and `-sTERM`, as kill(1) takes them.
  private static func kill(_ words: [String]) -> [String] {
    words.indices.flatMap { index -> [String] in
      let word = words[index]
      guard index > 0, word.hasPrefix("-"), word.count > 1, words[index - 1] != "--pid" else {
        return [word]
      }
      let rest = word.dropFirst()
      if Signal(parsing: rest) != nil { return ["--signal", String(rest)] }
      guard rest.first == "s", Signal(parsing: rest.dropFirst()) != nil else { return [word] }
      return ["--signal", String(rest.dropFirst())]
    }
  }
}
