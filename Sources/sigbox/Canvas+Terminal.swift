import Reporting
import SystemCalls
import SystemPackage

extension Canvas {
  /// Standard output: a terminal of some width, or a file, for which COLUMNS counts, too.
  ///
  /// Colours are for terminals without NO_COLOR and with a TERM that is not dumb.
  static var standardOutput: Canvas {
    let isTerminal = Terminals.isTerminal(.standardOutput)
    let size = isTerminal ? try? Terminals.size(of: .standardOutput) : nil
    let columns = Environment.value("COLUMNS").flatMap { Int($0) } ?? size.map { Int($0.columns) }
    let language = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(Environment.value)
      .first { !$0.isEmpty }
    let isUnicode = language?.uppercased().contains("UTF") == true
    let noColour = Environment.value("NO_COLOR")?.isEmpty == false
    return Canvas(
      width: columns.map { $0 > 0 ? $0 : 80 } ?? 80,
      hasColour: isTerminal && !noColour && Environment.value("TERM") != "dumb",
      isUnicode: isUnicode)
  }
}
