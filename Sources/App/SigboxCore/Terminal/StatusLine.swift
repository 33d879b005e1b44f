internal import Linux
internal import SystemPackage

/// A line on standard error that is overwritten in place; shown only on a terminal.
struct StatusLine {
  private let isShown = Terminals.isTerminal(.standardError)

  /// Replaces the text, which is cut to the width of the terminal.
  func show(_ text: String) {
    // A wrapped line could not be overwritten.
    if isShown { write("\r" + ArgumentText.visible(text).prefix(width - 1) + "\u{1b}[K") }
  }

  func clear() { if isShown { write("\r\u{1b}[K") } }

  /// The columns of the terminal.
  var width: Int {
    let columns = (try? Terminals.size(of: .standardError)).map { Int($0.columns) } ?? 0
    return columns > 0 ? columns : 80
  }

  // A status that cannot be written is no reason to fail.
  private func write(_ text: String) { try? FileContents.write(text, to: .standardError) }
}
