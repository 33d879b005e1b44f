extension Canvas {
  /// Wraps the lines of a text that are wider than the canvas.
  ///
  /// A line is broken at spaces and between ideographs, which take two columns each. A word that is
  /// wider than the canvas stays whole. Spaces between words are kept, and escape sequences take no
  /// columns.
  ///
  /// - Parameters:
  ///   - text: One or more lines.
  ///   - indent: The additional indentation of continuation lines.
  /// - Returns: The text with newlines in place of some of the spaces.
  package func wrap(_ text: String, indent: Int = 0) -> String {
    // Nothing is wrapped without a width, so nothing needs to be measured.
    guard width < .max else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { wrapLine($0, indent: indent) }.joined(separator: "\n")
  }

  private func wrapLine(_ text: Substring, indent: Int) -> String {
    guard Self.columns(of: text) > width else { return String(text) }
    let lead = text.prefix { $0 == " " }
    let margin = min(lead.count + indent, width / 2)
    var lines: [String] = []
    var line = String(lead)
    var column = lead.count
    for word in Self.words(of: text[lead.endIndex...]) {
      if column > (lines.isEmpty ? lead.count : margin),
        column + word.gap + word.columns > width
      {
        lines.append(line)
        line = String(repeating: " ", count: margin) + word.text
        column = margin + word.columns
      } else {
        line += String(repeating: " ", count: word.gap) + word.text
        column += word.gap + word.columns
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }

  /// Text that stays on one line, and the number of spaces before it.
  private struct Word {
    var gap: Int
    var text = ""
    var columns = 0
    var last: Character?
    var isEscape = false

    mutating func append(_ character: Character) {
      text.append(character)
      if character == "\u{1b}" { isEscape = true }
      if isEscape {
        isEscape = character != "m"
      } else {
        columns += Canvas.columns(of: character)
        last = character
      }
    }
  }

  private static func words(of text: Substring) -> [Word] {
    var words: [Word] = []
    var word = Word(gap: 0)
    for character in text {
      if character == " " {
        if !word.text.isEmpty { words.append(word) }
        word = Word(gap: word.text.isEmpty ? word.gap + 1 : 1)
        continue
      }
      if let last = word.last, !word.isEscape, mayBreak(last, character) {
        words.append(word)
        word = Word(gap: 0)
      }
      word.append(character)
    }
    return word.text.isEmpty ? words : words + [word]
  }

  /// Whether a line may be broken between two characters without a space.
  ///
  /// One of them must be an ideograph. No line begins with closing punctuation or ends with opening
  /// punctuation.
  private static func mayBreak(_ last: Character, _ next: Character) -> Bool {
    guard columns(of: last) == 2 || columns(of: next) == 2, next != "\u{1b}" else { return false }
    return !closing.contains(next) && !opening.contains(last)
  }

  private static let closing: Set<Character> = Set(
    ",.:;!?)]}%'\"`|/、。，．：；！？）］｝」』】》〉〕”’…—·％")
  private static let opening: Set<Character> = Set("([{'\"`|/（［｛「『【《〈〔“‘")

  /// The width of the widest part of a text that is not broken.
  static func longestWord(of text: String) -> Int {
    words(of: text[...]).map(\.columns).max() ?? 0
  }

  /// The width of a text on one line of a terminal.
  static func columns(of text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return text.utf8.count }
    var word = Word(gap: 0)
    for character in text { word.append(character) }
    return word.columns
  }

  private static func columns(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first, !scalar.isASCII else {
      return character.asciiValue.map { $0 < 0x20 || $0 == 0x7f } == true ? 0 : 1
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  /// The blocks of East Asian Wide and Fullwidth characters: UAX #11.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3,
    0xf900...0xfaff, 0xfe10...0xfe19, 0xfe30...0xfe6f, 0xff01...0xff60, 0xffe0...0xffe6,
    0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1f9ff, 0x20000...0x3fffd,
  ]
}
