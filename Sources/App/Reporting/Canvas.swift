/// The properties of the output to which a text is written.
package struct Canvas: Sendable {
  /// The number of columns; `Int.max` for no limit.
  package var width: Int
  package var hasColour: Bool
  /// Whether it shows characters other than ASCII.
  package var isUnicode: Bool

  package init(width: Int, hasColour: Bool, isUnicode: Bool) {
    self.width = width
    self.hasColour = hasColour
    self.isUnicode = isUnicode
  }

  /// Foreground colours: SGR of ECMA-48.
  enum Colour: Int, CaseIterable {
    case red = 31
    case green = 32
    case yellow = 33
    case blue = 34
    case magenta = 35
    case cyan = 36
    case grey = 90
  }

  func paint(_ text: String, _ colour: Colour?, bold: Bool = false) -> String {
    guard hasColour, let colour else { return text }
    return "\u{1b}[\(bold ? "1;" : "")\(colour.rawValue)m\(text)\u{1b}[0m"
  }
}
