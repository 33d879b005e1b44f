package import SystemPackage

/// A command to run in a running box.
package struct ExecRequest: Sendable {
  /// The command and its arguments.
  package var words: [[UInt8]]
  /// The working directory; nil for the caller's if it exists in the box, otherwise the root.
  package var directory: FilePath?
  /// Variables to set, in addition to those inherited from the caller.
  package var environment: [(name: [UInt8], value: [UInt8])] = []
  /// The user and group to run as; nil for the box's root.
  package var user: (user: UInt32, group: UInt32)?
  /// Whether it gets a terminal, which is connected to the caller's.
  package var hasTerminal = false

  package init(words: [[UInt8]]) { self.words = words }
}
