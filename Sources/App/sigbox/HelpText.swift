import ArgumentParser
import Reporting
import Linux

/// What the parser says when nothing is wrong: help, the version, a completion script.
enum HelpText {
  /// Has the parser take a terminal for 40 columns wide at least: in a narrower one it has no room
  /// for its descriptions, and traps.
  static func makeRoom() {
    guard Canvas.standardOutput.width < 40 else { return }
    try? Environment.set(Array("COLUMNS".utf8), to: Array("40".utf8))
  }

  /// The text for standard output.
  ///
  /// - Parameter request: What the parser threw.
  /// - Returns: The text, no line longer than standard output is wide, but for words that are.
  static func text(_ request: any Error) -> String {
    let canvas = Canvas.standardOutput
    let lines = SigboxCommand.fullMessage(for: request, columns: canvas.width)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isHelp = lines.contains { $0.hasPrefix("USAGE: ") }
    // The parser leaves some lines of its help as long as they are, those on usage among them.
    return lines.map { line in
      isHelp ? canvas.wrap(line, indent: line.hasPrefix("USAGE: ") ? 9 : 2) : line
    }.joined(separator: "\n")
  }
}
