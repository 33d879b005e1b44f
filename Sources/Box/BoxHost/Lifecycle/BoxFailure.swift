internal import Sandbox

/// A box that could not be made, or whose command could not be run.
package struct BoxFailure: Error, CustomStringConvertible {
  /// The exit status of sigbox: 125, or 126 or 127 if the command cannot be run, as in a shell.
  package let status: Int32
  package let description: String

  package init(status: Int32, _ description: String) {
    self.status = status
    self.description = description
  }

  /// Converts another error into a failure with status 125.
  init(_ error: any Error) {
    self = error as? BoxFailure ?? BoxFailure(status: 125, Remedies.text(of: error))
  }
}
