internal import CLinux
internal import Glibc
internal import SystemPackage

/// The executable file of the calling process.
package enum OwnExecutable {
  /// Whether it was executed by its descriptor, as ``restartProtected()`` does.
  package static var wasRestarted: Bool { clinux_was_executed_by_descriptor() }

  /// Executes the calling program again, from a read-only mount of the same file that no other process
  /// has: open_tree(2), mount_setattr(2), execveat(2).
  ///
  /// Every process of a box is a copy of this one, and through /proc/PID/exe it could otherwise change
  /// the mode or the owner of the file on the host.
  ///
  /// - Throws: EPERM without the privilege and without user namespaces; ESTALE for a file that has no
  ///   name any more. Does not return otherwise.
  package static func restartProtected() throws(SystemError) {
    let memory = CMemory()
    defer { memory.free() }
    let words = memory.strings(CurrentProcess.arguments.map { ArgumentText.bytes(of: $0) })
    try checked(clinux_execute_read_only(words, environ), "run", "sigbox from a read-only mount")
  }
}
