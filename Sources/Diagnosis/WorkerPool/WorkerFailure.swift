/// An error that a worker reports to the process that started it.
package struct WorkerFailure: Error, Hashable, Codable, Sendable, CustomStringConvertible {
  /// The exit status for `sigbox`: 126 or 127 for a command that cannot be run, otherwise 125.
  package let status: Int32
  /// One line: what failed, why, and what to do.
  package let description: String

  package init(status: Int32, description: String) {
    self.status = status
    self.description = description
  }

  /// Wraps any other error, with exit status 125.
  init(_ error: any Error) {
    self = error as? WorkerFailure ?? WorkerFailure(status: 125, description: "\(error)")
  }
}
