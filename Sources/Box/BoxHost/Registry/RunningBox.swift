package import SignalModel
package import Linux
internal import BoxProtocol
internal import SystemPackage

/// A running box that another process made and supervises, referred to by a descriptor of its PID 1.
package final class RunningBox: Sendable {
  package let record: BoxRecord
  /// PID 1.
  package var process: ProcessDescriptor { owner.process }
  private let owner: OwnedProcess

  /// Opens a box; nil if it has ended, even if another process has its pid now.
  package init?(_ record: BoxRecord) {
    guard record.end == nil, record.pid > 0,
      let owner = try? OwnedProcess(pid: record.pid)
    else { return nil }
    // In this order: a descriptor refers to the same process for good.
    guard ProcFiles.startTime(of: record.pid) == record.startTime else { return nil }
    self.record = record
    self.owner = owner
  }

  /// Finds a box by its name.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - registry: Where the names are.
  /// - Returns: The box.
  /// - Throws: ENOENT if there is no such box, ESRCH if it has ended.
  package static func named(
    _ name: String, in registry: BoxRegistry
  ) throws(SystemError) -> RunningBox {
    let record = try registry.record(name)
    guard let box = RunningBox(record) else {
      if record.end == nil { try ProcFiles.requireAccess(to: "find the processes of boxes in") }
      let how =
        record.end.map { "it has ended: \($0.termination)" } ?? "it is just starting or ending"
      throw SystemError("reach the box", .noSuchProcess, subject: name, remedy: how)
    }
    return box
  }

  /// Sends a signal to PID 1, or to another process of the box.
  ///
  /// - Parameters:
  ///   - signal: The signal.
  ///   - origin: The sender: a process inside the box, or this one on the host.
  ///   - target: The target PID, as numbered inside the box.
  /// - Throws: ESRCH if there is no such process.
  package func send(
    _ signal: Signal, from origin: Origin, to target: Int32 = 1
  ) throws(SystemError) {
    if origin == .inside {
      return try process.sendFromInside(
        signal, to: target, joiningUserNamespace: record.restrictions.hasUserNamespace)
    }
    if target == 1 { return try process.send(signal) }
    try find(target).process.send(signal)
  }

  /// Opens a descriptor of a process by its pid inside the box; for PID 1 returns the box's own.
  ///
  /// - Throws: ESRCH if there is no such process.
  package func find(_ pid: Int32) throws(SystemError) -> OwnedProcess {
    guard let member = try process.member(pid) else {
      throw SystemError("find", .noSuchProcess, subject: "process \(pid) in \(record.name)")
    }
    return member
  }

  package struct Member: Sendable {
    /// The pid inside the box.
    package let pid: Int32
    /// The pid on the host.
    package let hostPid: Int32
    /// The parent's pid on the host; the parent of an injected process is outside the box.
    package let hostParent: Int32
    /// The start of the command line, or the name in brackets if it is empty.
    package let words: [[UInt8]]
    package let status: ProcessStatus
    /// The status of each thread, the main thread first; empty if there is one thread.
    package let threads: [ProcessStatus]
  }

  /// All processes in the box, sorted by pid.
  package var processes: [Member] { process.members }

  private var namespace: String? { ProcFiles.processNamespace(of: process.pid) }

  /// Whether PID 1 ends before a deadline.
  package func hasEnded(by deadline: Instant?) -> Bool {
    !Polling.wait(for: [process.descriptor], until: deadline).isEmpty
  }

  /// Kills a box without a monitor, and waits until PID 1 has ended.
  ///
  /// - Returns: Whether it has ended; a process that is not PID 1 of a namespace is left alone.
  func endAndWait() -> Bool {
    guard let pids = ProcFiles.status(of: process.pid)?.pidsByNamespace else {
      return hasEnded(by: .now)
    }
    guard pids.count > 1, pids.last == 1 else { return true }
    try? process.send(.kill)
    return hasEnded(by: .now + .seconds(2))
  }
}

extension ProcessDescriptor {
  /// Opens a descriptor of a process by its pid in this one's PID namespace; nil if there is none.
  ///
  /// - Throws: ESRCH if it ends meanwhile, EMFILE.
  package func member(_ pid: Int32) throws(SystemError) -> OwnedProcess? {
    guard let found = statuses.first(where: { $0.status.pidsByNamespace.last == pid })
    else { return nil }
    let member = try OwnedProcess(pid: found.pid)
    // The pid may have been reused before the descriptor was opened, but not after.
    guard ProcFiles.processNamespace(of: found.pid) == ProcFiles.processNamespace(of: self.pid)
    else { return nil }
    return member
  }

  /// All processes in the PID namespace of this one, sorted by pid.
  package var members: [RunningBox.Member] {
    statuses.compactMap { pid, status in
      guard let inside = status.pidsByNamespace.last else { return nil }
      let words = ProcFiles.commandLine(of: pid)
      return RunningBox.Member(
        pid: inside, hostPid: pid, hostParent: status.parent,
        words: words.isEmpty ? [Array("[\(status.name)]".utf8)] : words, status: status,
        threads: status.threads > 1 ? ProcFiles.threads(of: pid) : [])
    }.sorted { $0.pid < $1.pid }
  }

  /// The processes in the PID namespace of this one, by their pids in the caller's.
  private var statuses: [(pid: Int32, status: ProcessStatus)] {
    guard let namespace = ProcFiles.processNamespace(of: pid) else { return [] }
    return ProcFiles.processes.compactMap { pid in
      guard ProcFiles.processNamespace(of: pid) == namespace,
        let status = ProcFiles.status(of: pid)
      else { return nil }
      return (pid, status)
    }
  }
}
