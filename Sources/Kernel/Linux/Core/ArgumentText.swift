package import SystemPackage

/// Converts arguments to text and back without loss, although they need not be UTF-8.
///
/// A byte that is not valid UTF-8 becomes a private-use character, like Python's surrogateescape
/// has it; a word that holds such a character itself is treated alike.
package enum ArgumentText {
  private static let escapes: ClosedRange<UInt32> = 0x10_ff80...0x10_ffff

  /// A word as text.
  package static func text(of bytes: [UInt8]) -> String {
    if let valid = try? UTF8Span(validating: bytes.span) {
      let text = String(copying: valid)
      if !hasEscapes(text) { return text }
    }
    let scalars = bytes.compactMap { byte in
      byte < 0x80 ? Unicode.Scalar(byte) : Unicode.Scalar(0x10_ff00 + UInt32(byte))
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// The bytes of a word that was made into text.
  package static func bytes(of text: String) -> [UInt8] {
    guard hasEscapes(text) else { return Array(text.utf8) }
    return text.unicodeScalars.flatMap { scalar in
      escapes.contains(scalar.value)
        ? [UInt8(truncatingIfNeeded: scalar.value)] : Array(String(scalar).utf8)
    }
  }

  /// The text on one line, as a terminal or a report may show it.
  ///
  /// ASCII control characters and bytes that are not UTF-8 are written as `\x1b`. Other control
  /// characters, line separators, and characters that reverse or hide text are written as `\u{202e}`.
  /// So a name can neither move the cursor, nor start a line, nor look like another one.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var visible = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isHidden(scalar) {
        visible.append(contentsOf: escaped(scalar).unicodeScalars)
      } else {
        visible.append(scalar)
      }
    }
    return String(visible)
  }

  /// The bytes on one line, as a terminal or a report may show them.
  package static func visible(_ bytes: [UInt8]) -> String { visible(text(of: bytes)) }

  /// A character as ``visible(_:)`` writes it if it is hidden.
  package static func escaped(_ scalar: Unicode.Scalar) -> String {
    let isByte = scalar.isASCII || escapes.contains(scalar.value)
    let digits = String(isByte ? scalar.value & 0xff : scalar.value, radix: 16)
    return isByte ? "\\x" + (digits.count < 2 ? "0" : "") + digits : "\\u{\(digits)}"
  }

  /// Whether a terminal does not show the character, or changes how it shows others because of it.
  package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7f }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    default: break
    }
    return scalar.properties.isBidiControl || scalar.properties.isNoncharacterCodePoint
      || escapes.contains(scalar.value) || invisible.contains { $0.contains(scalar.value) }
  }

  /// The byte order mark, and the tag characters, which have no shape.
  private static let invisible: [ClosedRange<UInt32>] = [0xfeff...0xfeff, 0xe0000...0xe0fff]

  /// The path that a word names.
  package static func path(_ text: String) -> FilePath {
    guard hasEscapes(text) else { return FilePath(text) }
    return FilePath(platformString: bytes(of: text).map { CChar(bitPattern: $0) } + [0])
  }

  private static func hasEscapes(_ text: String) -> Bool {
    text.unicodeScalars.contains { escapes.contains($0.value) }
  }
}
