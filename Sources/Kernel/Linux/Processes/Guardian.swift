internal import CLinux
internal import Glibc
package import SystemPackage

/// A process that kills another when the one that made it ends, whatever ends it.
///
/// The parent-death signal does as much, until a program changes its user or clears it. A guardian that
/// is killed is replaced by a second one, which kills the process.
package struct Guardian: ~Copyable, Sendable {
  private let pid: Int32
  private let release: OwnedDescriptor
  private let terminal: FileDescriptor?

  /// Guards the caller's box.
  ///
  /// - Parameters:
  ///   - process: The process to kill when the caller has ended, or nil.
  ///   - directories: What to remove then, each empty once the process has ended.
  ///   - terminal: A descriptor that, if it is a terminal, gets back what it has now: settings, size,
  ///     owner and mode.
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
    self.release = OwnedDescriptor(owning: FileDescriptor(rawValue: release))
    self.terminal = terminal
  }

  /// Readable once the guardian was killed; valid while this owner lives.
  package var ending: FileDescriptor { release.descriptor }

  /// Restores what a terminal has now, after a body or if this process ends in it.
  ///
  /// - Parameters:
  ///   - terminal: The terminal; nothing is restored if it is none.
  ///   - body: What may change the terminal.
  /// - Returns: What the body returns.
  /// - Throws: EAGAIN, EMFILE, and what the body throws.
  package static func restoring<Result>(
    _ terminal: FileDescriptor, _ body: () throws -> Result
  ) throws -> Result {
    let guardian = try Guardian(of: nil, restoring: terminal)
    let result = try body()
    guardian.dismiss {}
    return result
  }

  /// Ends the guardian, which removes the directories, and waits for its end.
  ///
  /// The process is left alone: it has ended, or lives on unguarded. The end of a guardian's lifetime
  /// does the same.
  ///
  /// - Parameter meanwhile: What to do until the guardian has ended.
  package consuming func dismiss(meanwhile: () -> Void) {
    askToEnd()
    meanwhile()
  }

  private func askToEnd() {
    let isInBackground = terminal.map(Terminals.isInBackground) ?? false
    var byte = UInt8(isInBackground ? clinux_dismissed_in_background : clinux_dismissed)
    _ = send(release.descriptor.rawValue, &byte, 1, Int32(MSG_NOSIGNAL))
  }

  deinit {
    askToEnd()
    // A guardian that was stopped has to be continued.
    let patience = Instant.now + .seconds(3)
    while Polling.wait(for: [release.descriptor], until: .now + .milliseconds(50)).isEmpty {
      _ = clinux_kill(pid, Instant.now < patience ? SIGCONT : SIGKILL)
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, Glibc.errno == EINTR {}
  }
}
