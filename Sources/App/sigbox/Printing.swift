import Reporting
import Linux
import SystemPackage

/// Prints a line on standard output.
func print(_ line: String) throws {
  try FileContents.write(line + "\n", to: .standardOutput)
}

/// Prints a record: one line, which is wrapped for a reader at a terminal.
func print(record: String) throws {
  try print(Canvas.standardOutputRecords.wrap(record, indent: 2))
}
