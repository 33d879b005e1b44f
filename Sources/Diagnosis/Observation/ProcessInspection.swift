package import SignalModel
package import Linux
internal import SystemPackage

/// A running process, or one of its threads, as the rule sees it.
package struct ProcessInspection: Sendable {
  /// The pid of the process in the caller's namespace.
  package let pid: Int32
  /// The status of the thread that is inspected: the main thread, if the pid was given.
  package let status: ProcessStatus
  /// One status per thread, the main thread first.
  package let threads: [ProcessStatus]
  package let target: Target
  /// Nil if it is not visible.
  package let parent: SignalCause.Parent?
  /// The signal that stopped it; nil if it is not stopped or that is unknown.
  package let stopSignal: Signal?
  /// The command line, or the name in brackets if there is none.
  package let commandLine: [[UInt8]]
  /// Where the caller is, as seen from the process.
  package let origin: Origin

  /// Reads the state of a process.
  ///
  /// - Parameter id: The pid, or the id of a thread, in the caller's namespace. A signal to a thread's
  ///   id is sent to the process; only that thread's mask decides whether it is discarded.
  /// - Throws: ESRCH if there is no such process.
  package init(_ id: Int32) throws(SystemError) {
    guard let status = ProcFiles.status(of: id) else {
      try ProcFiles.requireAccess(to: "inspect processes in")
      throw SystemError(
        "inspect", .noSuchProcess, subject: "process \(id)",
        remedy: "list processes with ps -e, or give the name of a box for its PID 1")
    }
    pid = status.process
    self.status = status
    threads = ProcFiles.threads(of: pid)
    target = Target(inspecting: status, threads: threads)
    parent = SignalCause.Parent(pid: status.parent)
    stopSignal = ProcFiles.stopSignal(of: pid).flatMap { Signal(number: $0) }
    let words = ProcFiles.commandLine(of: pid)
    commandLine = words.isEmpty ? [Array("[\(status.name)]".utf8)] : words
    let own = ProcFiles.status(of: CurrentProcess.pid)?.pidsByNamespace.count ?? 1
    origin = status.pidsByNamespace.count > own ? .host : .inside
  }

  /// The thread that was asked for; nil if it is the main thread.
  package var thread: Int32? { status.thread == pid ? nil : status.thread }

  /// The caller as a sender of signals to this process, with what the kernel says of its permission.
  package var caller: Sender {
    do throws(SystemError) {
      try Sending.kill(pid, nil)
    } catch {
      if error.errno == .notPermitted { return Sender(origin, refusal: refusal) }
    }
    return Sender(origin)
  }

  /// Why the kernel refuses a signal of the caller.
  private var refusal: Sender.Refusal {
    let users = Credentials.users
    let targets = [status.realUser, status.savedUser]
    if targets.contains(users.real) || targets.contains(users.effective) { return .securityModule }
    let sharesSession =
      (try? ProcessGroups.session(of: pid)) == (try? ProcessGroups.session(of: 0))
    return .credentials(user: users.effective, sharesSession: sharesSession)
  }
}
