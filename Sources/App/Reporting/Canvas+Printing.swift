internal import Linux

extension Canvas {
  /// A text as it may be written to the standard output: lines, and the colours of ``paint(_:_:bold:)``.
  ///
  /// Every other control sequence is escaped, wherever it comes from.
  package static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 != "\n" && ArgumentText.isHidden($0) }) else {
      return text
    }
    var printable = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if scalar == "\u{1b}",
        let colour = colours.first(where: { rest.starts(with: $0.unicodeScalars) })
      {
        printable.append(contentsOf: colour.unicodeScalars)
        rest.removeFirst(colour.unicodeScalars.count)
        continue
      }
      if scalar != "\n", ArgumentText.isHidden(scalar) {
        printable.append(contentsOf: ArgumentText.escaped(scalar).unicodeScalars)
      } else {
        printable.append(scalar)
      }
      rest.removeFirst()
    }
    return String(printable)
  }

  /// The escape sequences that a canvas writes.
  private static let colours =
    ["\u{1b}[0m"]
    + Colour.allCases.flatMap { colour in
      ["\u{1b}[\(colour.rawValue)m", "\u{1b}[1;\(colour.rawValue)m"]
    }
}
