internal import SignalModel

/// How the matrix of a probe shows a verdict.
struct VerdictSymbol: Hashable {
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
    case .unknown: (unicode, plain, meaning, colour) = ("?", "?", "unknown", .yellow)
    }
    text = isUnicode ? unicode : plain
  }
}
