/// A box that could not be made, or whose command could not be run.
package struct BoxFailure: Error, CustomStringConvertible {
  /// The exit status for `sigbox`: 125, or 126 and 127 as a shell gives them for a command.
  package let status: Int32
  /// What, why and what to do, in one line.
  package let description: String

  /// Makes a failure.
  ///
  /// - Parameters:
  ///   - status: The exit status for `sigbox`.
  ///   - description: What, why and what to do.
  package init(status: Int32, _ description: String) {
    self.status = status
    self.description = description
  }

  /// Takes over a failure, and makes one of sigbox's own, 125, of any other error.
  init(_ error: any Error) {
    self = error as? BoxFailure ?? BoxFailure(status: 125, "\(error)")
  }
}
