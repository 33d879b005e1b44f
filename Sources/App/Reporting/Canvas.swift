internal import SignalModel

/// What the place can show that a text is written to.
package struct Canvas: Sendable {
  /// How many columns it has.
  package var width: Int
  /// Whether it shows colours.
  package var hasColour: Bool
  /// Whether it shows more than ASCII.
  package var isUnicode: Bool

  /// Describes a place.
  ///
  /// - Parameters:
  ///   - width: How many columns it has.
  ///   - hasColour: Whether it shows colours.
  ///   - isUnicode: Whether it shows more than ASCII.
  package init(width: Int, hasColour: Bool, isUnicode: Bool) {
    self.width = width
    self.hasColour = hasColour
    self.isUnicode = isUnicode
  }

  /// Colours of ECMA-48's SGR.
  enum Colour: Int {
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

/// How a verdict looks in a matrix.
struct Symbol: Hashable {
  let text: String
  let meaning: String
  let colour: Canvas.Colour

  init(_ verdict: Verdict, isUnicode: Bool) {
    let (unicode, plain): (String, String)
    switch verdict {
    case .dropped: (unicode, plain, meaning, colour) = ("·", ".", "dropped", .grey)
    case .ignored: (unicode, plain, meaning, colour) = ("-", "-", "ignored", .grey)
    case .blocked: (unicode, plain, meaning, colour) = ("…", "_", "blocked", .yellow)
    case .handled: (unicode, plain, meaning, colour) = ("✓", "h", "handled", .cyan)
    case .caught: (unicode, plain, meaning, colour) = ("◌", "c", "caught, not handled yet", .yellow)
    case .exited(0): (unicode, plain, meaning, colour) = ("○", "o", "exited 0", .green)
    case .exited: (unicode, plain, meaning, colour) = ("●", "O", "exited, not 0", .yellow)
    case .killed: (unicode, plain, meaning, colour) = ("✗", "X", "killed", .red)
    case .stopped: (unicode, plain, meaning, colour) = ("‖", "S", "stopped", .magenta)
    case .continued: (unicode, plain, meaning, colour) = ("▸", "C", "continued", .blue)
    case .refused: (unicode, plain, meaning, colour) = ("⊘", "R", "refused", .red)
    }
    text = isUnicode ? unicode : plain
  }
}
