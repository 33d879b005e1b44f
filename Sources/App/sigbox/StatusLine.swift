import Linux
import SystemPackage

/// A line on the terminal of standard error that is written again in its place; none elsewhere.
struct StatusLine {
  private let isShown = Terminals.isTerminal(.standardError)

  /// Shows a text in the place of the one before, cut to the width of the terminal.
  func show(_ text: String) {
    // A line that is broken could not be written over.
    if isShown { write("\r" + text.prefix(width - 1) + "\u{1b}[K") }
  }

  func clear() { if isShown { write("\r\u{1b}[K") } }

  /// The columns of the terminal.
  var width: Int {
    let columns = (try? Terminals.size(of: .standardError)).map { Int($0.columns) } ?? 0
    return columns > 0 ? columns : 80
  }

  // Nobody misses it where it cannot be written.
  private func write(_ text: String) { try? FileContents.write(text, to: .standardError) }
}
