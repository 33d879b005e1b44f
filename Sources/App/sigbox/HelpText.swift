import ArgumentParser
import Linux
import Reporting
import SigboxCore

/// What the parser prints if nothing is wrong: help, the version, a completion script.
enum HelpText {
  /// Makes the parser format for at least 40 columns: with fewer it traps.
  static func makeRoom() {
    guard Canvas.standardOutput.width < 40 else { return }
    try? Environment.set(Array("COLUMNS".utf8), to: Array("40".utf8))
  }

  /// The text that the parser threw, wrapped to the width of standard output.
  static func text(_ request: any Error) -> String {
    let canvas = Canvas.standardOutput
    let lines = SigboxCommand.fullMessage(for: request, columns: canvas.width)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.contains(where: { $0.hasPrefix("USAGE: ") }) else {
      return lines.joined(separator: "\n")
    }
    // The parser does not wrap some lines, such as those on usage.
    return lines.map { line in
      canvas.wrap(heading(line), indent: line.hasPrefix("USAGE: ") ? 9 : 2)
    }.joined(separator: "\n")
  }

  /// Shortens the parser's heading `MANAGE BOXES SUBCOMMANDS:` of a group.
  private static func heading(_ line: String) -> String {
    let suffix = " SUBCOMMANDS:"
    return line.hasSuffix(suffix) ? line.dropLast(suffix.count) + ":" : line
  }
}
