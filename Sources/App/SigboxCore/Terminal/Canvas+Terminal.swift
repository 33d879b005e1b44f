internal import Linux
package import Reporting
internal import SystemPackage

extension Canvas {
  /// Standard output for a report: as wide as COLUMNS or the terminal says, otherwise 80 columns.
  package static var standardOutput: Canvas { standardOutput(otherwise: 80) }

  /// Standard output for records, which scripts read line by line.
  ///
  /// Like ``standardOutput``, but lines are not wrapped if it is no terminal and COLUMNS is not set.
  static var standardOutputRecords: Canvas { standardOutput(otherwise: .max) }

  /// Standard error, wrapped only on a terminal.
  static var standardError: Canvas {
    let isTerminal = Terminals.isTerminal(.standardError)
    return Canvas(
      width: isTerminal ? columns(of: .standardError) ?? 80 : .max, hasColour: false,
      isUnicode: true)
  }

  /// Colours need a terminal, no NO_COLOR, and a TERM other than dumb.
  private static func standardOutput(otherwise width: Int) -> Canvas {
    let isTerminal = Terminals.isTerminal(.standardOutput)
    let language = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(Environment.value)
      .first { !$0.isEmpty }
    let isUnicode = language?.uppercased().contains("UTF") == true
    let noColour = Environment.value("NO_COLOR")?.isEmpty == false
    return Canvas(
      width: columns(of: .standardOutput) ?? (isTerminal ? 80 : width),
      hasColour: isTerminal && !noColour && Environment.value("TERM") != "dumb",
      isUnicode: isUnicode)
  }

  /// The value of COLUMNS, otherwise the width of the terminal.
  private static func columns(of descriptor: FileDescriptor) -> Int? {
    let given = Environment.value("COLUMNS").flatMap { Int($0) }
    let size = given == nil ? try? Terminals.size(of: descriptor) : nil
    return (given ?? size.map { Int($0.columns) }).flatMap { $0 > 0 ? $0 : nil }
  }
}
