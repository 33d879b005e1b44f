package import Linux
internal import Reporting
internal import Sandbox
internal import SystemPackage

/// Prints text and a newline on standard output; of control characters only newlines and colours.
package func printLine(_ text: String) throws(SystemError) {
  try FileContents.write(Canvas.printable(text) + "\n", to: .standardOutput)
}

/// Prints a record: one line, wrapped only on a terminal.
func printRecord(_ line: String) throws(SystemError) {
  try printLine(Canvas.standardOutputRecords.wrap(line, indent: 2))
}

/// Prints `sigbox: LINE` on standard error.
func printNotice(_ line: String) throws(SystemError) {
  let line = ArgumentText.visible("sigbox: \(line)")
  try FileContents.write(Canvas.standardError.wrap(line, indent: 2) + "\n", to: .standardError)
}

/// Prints one line on standard error.
package func printError(_ text: String) {
  // Words with newlines may be quoted in it.
  let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
  // If standard error is closed, the exit status has to do.
  try? printNotice(line)
}

/// Prints what failed and what to do, as one line on standard error.
func printError(_ error: any Error) { printError(Remedies.text(of: error)) }
