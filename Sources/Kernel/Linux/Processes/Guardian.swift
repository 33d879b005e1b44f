internal import CLinux
internal import Glibc
package import SystemPackage

/// A process that kills another when the one that made it ends, whatever ends it.
///
/// The parent-death signal does as much, until a program changes its user or clears it.
package struct Guardian: Sendable {
  private let pid: Int32
  private let release: Int32

  /// Guards the caller's box.
  ///
  /// - Parameters:
  ///   - process: What to kill when the caller has ended; nil for nothing.
  ///   - directories: What to remove then, each empty once the process has ended.
  ///   - terminal: A descriptor that, if it is a terminal, gets back the settings that it has now.
  /// - Throws: EAGAIN, EMFILE.
  package init(
    of process: ProcessDescriptor?, removing directories: [FilePath] = [],
    restoring terminal: FileDescriptor? = nil
  ) throws(SystemError) {
    var release: Int32 = -1
    let memory = CMemory()
    defer { memory.free() }
    let paths = memory.strings(directories.map { Array($0.string.utf8) })
    pid = try checked(
      clinux_guard(process?.descriptor.rawValue ?? -1, paths, terminal?.rawValue ?? -1, &release),
      "guard",
      process.map { "process \($0.pid)" } ?? "a terminal")
    self.release = release
  }

  /// Ends the guardian, once the process has ended or shall live on without it; the directories are
  /// removed all the same.
  ///
  /// - Parameter meanwhile: What to do until it has ended.
  package func dismiss(meanwhile: () -> Void = {}) {
    var byte: UInt8 = 0
    _ = send(release, &byte, 1, Int32(MSG_NOSIGNAL))
    meanwhile()
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, Glibc.errno == EINTR {}
    close(release)
  }
}
