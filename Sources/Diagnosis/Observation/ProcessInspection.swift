package import SignalModel
package import Linux
internal import SystemPackage

/// A running process as the rule sees it.
package struct ProcessInspection: Sendable {
  /// The pid in the caller's namespace.
  package let pid: Int32
  package let status: ProcessStatus
  /// One status per thread, the main thread first.
  package let threads: [ProcessStatus]
  package let target: Target
  /// The command line, or the name in brackets if there is none.
  package let commandLine: [[UInt8]]
  /// Where the caller is, as seen from the process.
  package let origin: Origin

  /// Reads the state of a process.
  ///
  /// - Parameter pid: The pid in the caller's namespace.
  /// - Throws: ESRCH if there is no such process.
  package init(pid: Int32) throws(SystemError) {
    guard let status = ProcFiles.status(of: pid) else {
      try ProcFiles.requireAccess(to: "inspect processes in")
      throw SystemError(
        "inspect", .noSuchProcess, subject: "process \(pid)",
        remedy: "list processes with ps -e, or give the name of a box for its PID 1")
    }
    self.pid = pid
    self.status = status
    threads = ProcFiles.threads(of: pid)
    var target = Target(status, threads: threads)
    _ = target.addAwaited(by: threads.compactMap(\.pidsByNamespace.first), of: pid)
    target.isGroupOrphaned = ProcFiles.isGroupOrphaned(of: pid)
    target.isMachineInit =
      pid == 1 && ProcFiles.processNamespace(of: CurrentProcess.pid) == ProcFiles.machinesNamespace
    self.target = target
    let words = ProcFiles.commandLine(of: pid)
    commandLine = words.isEmpty ? [Array("[\(status.name)]".utf8)] : words
    let own = ProcFiles.status(of: CurrentProcess.pid)?.pidsByNamespace.count ?? 1
    origin = status.pidsByNamespace.count > own ? .host : .inside
  }

  /// The caller as a sender of signals to this process.
  package var caller: Sender {
    let users = Credentials.users
    let capabilities = try? Capabilities()
    return Sender(
      origin,
      credentials: .init(
        user: users.real, effectiveUser: users.effective,
        hasKillCapability: capabilities?.effective.contains(.kill) == true,
        sharesSession: (try? ProcessGroups.session(of: pid)) == (try? ProcessGroups.session(of: 0)))
    )
  }
}
