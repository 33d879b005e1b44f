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

  /// The text as a terminal may show it: control characters and bytes that are no UTF-8 are written
  /// as `\x1b`, so that a quoted name can neither move the cursor nor start a line.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return text.unicodeScalars.map { scalar in
      guard isHidden(scalar) else { return String(scalar) }
      let digits = String(scalar.value & 0xff, radix: 16)
      return "\\x" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || escapes.contains(scalar.value)
  }

  /// The path that a word names.
  package static func path(_ text: String) -> FilePath {
    guard hasEscapes(text) else { return FilePath(text) }
    return FilePath(platformString: bytes(of: text).map { CChar(bitPattern: $0) } + [0])
  }

  private static func hasEscapes(_ text: String) -> Bool {
    text.unicodeScalars.contains { escapes.contains($0.value) }
  }
}
