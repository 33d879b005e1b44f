/// Splits a command that was given as one argument, such as `sh -c 'sleep 100'`.
enum QuotedWords {
  /// The words, separated by white space, as a shell reads quotes and backslashes.
  ///
  /// Nothing else has a meaning: `$HOME` stays as it is.
  ///
  /// - Throws: ``UsageError`` if a quote is not closed.
  static func split(_ text: String) throws(UsageError) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        // In double quotes, a backslash is itself unless it protects one of these.
        if quote != nil, !["\\", "\"", "$", "`"].contains(character) { word?.append("\\") }
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
        word = word ?? ""
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character.isWhitespace {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else {
      throw UsageError("unclosed quote in '\(text)': close it, as in 'sh -c \"sleep 100\"'")
    }
    return words + [word].compactMap { $0 }
  }
}
