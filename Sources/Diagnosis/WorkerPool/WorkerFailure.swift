/// A probe that could not be made.
package struct WorkerFailure: Error, CustomStringConvertible {
  /// The exit status for `sigbox`: 125, or 126 and 127 as a shell gives them for a command.
  package let status: Int32
  /// What, why and what to do, in one line.
  package let description: String

  /// Makes a failure.
  package init(status: Int32, description: String) {
    self.status = status
    self.description = description
  }
}
