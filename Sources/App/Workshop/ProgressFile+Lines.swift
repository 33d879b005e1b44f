extension ProgressFile {
  /// Reads the format of older versions: lines of words.
  ///
  ///     seed 7
  ///     last 04-a-handler-for-term
  ///     solution 02-...
  ///     04-a-handler-for-term passed 2 right 143
  init(lines text: String, newSeed seed: UInt64) throws(ParsingError) {
    self.init(seed: seed)
    for line in text.split(separator: "\n") {
      guard read(line.split(separator: " ")) else {
        throw ParsingError(description: "the line '\(line.prefix(80))' is not valid")
      }
    }
    try checkHints()
  }

  private mutating func read(_ words: [Substring]) -> Bool {
    if words.count == 2, words[0] == "seed", let number = UInt64(words[1]) {
      seed = number
      return true
    }
    if words.count == 2, words[0] == "last" {
      last = String(words[1])
      return true
    }
    if words.count == 2, words[0] == "solution" {
      exercises[String(words[1]), default: .init()].sawSolution = true
      return true
    }
    // The oldest versions stored the language.
    if words.count == 2, words[0] == "lang" { return true }
    guard (4...5).contains(words.count), let hints = Int(words[2]),
      ["new", "started", "passed"].contains(words[1]),
      ["right", "wrong", "unknown"].contains(words[3])
    else { return false }
    var entry = exercises[String(words[0])] ?? .init()
    entry.isStarted = words[1] != "new"
    entry.isPassed = words[1] == "passed"
    entry.hints = hints
    entry.prediction = words.count == 5 ? String(words[4]) : nil
    entry.wasRight = words[3] == "unknown" ? nil : words[3] == "right"
    exercises[String(words[0])] = entry
    return true
  }
}
