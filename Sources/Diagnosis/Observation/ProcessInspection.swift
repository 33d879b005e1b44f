package import SignalModel
package import Linux
internal import SystemPackage

/// A process that lives, as the rule sees it.
package struct ProcessInspection: Sendable {
  /// Its pid for the caller.
  package let pid: Int32
  /// What /proc says of it.
  package let status: ProcessStatus
  /// What /proc says of each of its threads, the main thread's first.
  package let threads: [ProcessStatus]
  /// What the rule asks.
  package let target: Target
  /// Its command line; its name where it has none.
  package let words: [[UInt8]]
  /// Where the caller stands, seen from it.
  package let origin: Origin

  /// Looks at a process.
  ///
  /// - Parameter pid: Its pid for the caller.
  /// - Throws: ESRCH where there is none.
  package init(pid: Int32) throws(SystemError) {
    guard let status = ProcFiles.status(of: pid) else {
      throw SystemError(
        "look at", .noSuchProcess, subject: "process \(pid)",
        remedy: "ps -e lists all; the name of a box stands for its PID 1")
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
    self.words = words.isEmpty ? [Array("[\(status.name)]".utf8)] : words
    let own = ProcFiles.status(of: CurrentProcess.pid)?.pidsByNamespace.count ?? 1
    origin = status.pidsByNamespace.count > own ? .host : .inside
  }

  /// The caller, as the sender of a signal to it.
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
