internal import CLinux
package import SystemPackage

/// A pseudoterminal of the caller's devpts instance: pts(4).
package struct Pseudoterminal: ~Copyable {
  /// The end that controls the terminal.
  package let master: OwnedDescriptor
  /// The terminal.
  package let terminal: OwnedDescriptor

  /// Opens one; neither end becomes the controlling terminal, and both are closed on execve(2).
  ///
  /// - Throws: ENOENT without /dev/ptmx, ENOSPC.
  package init() throws(SystemError) {
    var master: Int32 = -1
    var terminal: Int32 = -1
    try checked(clinux_open_terminal(&master, &terminal), "open", "a pseudoterminal")
    self.master = OwnedDescriptor(owning: FileDescriptor(rawValue: master))
    self.terminal = OwnedDescriptor(owning: FileDescriptor(rawValue: terminal))
  }

  /// Closes the terminal and returns the controlling end.
  package consuming func masterEnd() -> OwnedDescriptor { master }

  /// Gives up ownership of both ends.
  package consuming func release() -> (master: FileDescriptor, terminal: FileDescriptor) {
    let numbers = (master.descriptor, terminal.descriptor)
    _ = master.release()
    _ = terminal.release()
    return numbers
  }
}
