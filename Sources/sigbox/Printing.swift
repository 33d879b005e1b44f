import SystemCalls
import SystemPackage

/// Prints a line on standard output.
func print(_ line: String) throws {
  try FileContents.write(line + "\n", to: .standardOutput)
}
