/// Where a program was named, which decides how a command would be named there.
enum CommandPlace: String {
  case run
  case probe
  case compare
  case repl
  case `init`
  case experiment

  /// How a command is written there: `sigbox run -- sleep 100`.
  func line(_ words: [String]) -> String {
    let command = words.map(Self.quoted).joined(separator: " ")
    return switch self {
    case .run, .probe, .repl: "sigbox \(rawValue) -- \(command)"
    case .compare: "sigbox compare PROGRAM... -- \(command)"
    // It runs only scripts, so it needs one that starts the command.
    case .`init`: "sigbox init tini -- \(command)"
    case .experiment: "{ \(words.map { "\"\($0)\"" }.joined(separator: ", ")) }"
    }
  }

  /// The advice: `a command comes after --: sigbox run -- sleep 100`.
  func remedy(_ words: [String]) -> String {
    switch self {
    case .run, .probe, .compare, .repl: "a command comes after --: \(line(words))"
    case .`init`: "an init that starts a command: \(line(words))"
    case .experiment: "a command is a list of words: \(line(words))"
    }
  }

  /// A word as a shell reads it.
  static func quoted(_ word: String) -> String {
    let plain: Set<Character> = ["-", "_", ".", "/", ":", "=", ",", "+", "@", "%"]
    let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || plain.contains($0) }
    return isPlain && !word.isEmpty
      ? word
      : "'"
        + word.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }
}
