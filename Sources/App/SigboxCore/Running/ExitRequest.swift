/// The exit status of sigbox's own failures, like docker's.
package let ownFailure: Int32 = 125

/// Ends sigbox with a status, after everything was printed.
package struct ExitRequest: Error {
  package let status: Int32

  package init(status: Int32) { self.status = status }
}
