package import SignalModel
package import Linux
internal import SystemPackage

/// A box that another process made and watches over, held by a descriptor of its PID 1.
package final class RunningBox: Sendable {
  /// What is written down of it.
  package let record: BoxRecord
  /// PID 1.
  package var process: ProcessDescriptor { owner.process }
  private let owner: OwnedProcess

  /// Takes hold of a box; nil when it has ended, also where its pid is another's by now.
  package init?(_ record: BoxRecord) {
    guard record.end == nil, record.pid > 0,
      let owner = try? OwnedProcess(pid: record.pid)
    else { return nil }
    // In this order: what the descriptor holds can no longer change.
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
  /// - Throws: ENOENT where there is no such box, ESRCH where it has ended.
  package static func named(
    _ name: String, in registry: BoxRegistry
  ) throws(SystemError) -> RunningBox {
    let record = try registry.record(name)
    guard let box = RunningBox(record) else {
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
  ///   - origin: From where: a process inside the box, or this one on the host.
  ///   - target: Whom, by the pid inside.
  /// - Throws: ESRCH for a process that is not there.
  package func send(
    _ signal: Signal, from origin: Origin, to target: Int32 = 1
  ) throws(SystemError) {
    if origin == .inside {
      return try process.sendFromInside(
        signal, to: target, joiningUserNamespace: record.isRootless)
    }
    if target == 1 { return try process.send(signal) }
    try find(target).process.send(signal)
  }

  /// Opens a descriptor of a process of the box by its pid inside: for PID 1 the box's own.
  ///
  /// - Throws: ESRCH for a process that is not there.
  package func find(_ pid: Int32) throws(SystemError) -> OwnedProcess {
    guard let member = try process.member(pid) else {
      throw SystemError(
        "find process \(pid) in", .noSuchProcess, subject: record.name,
        remedy: "sigbox ps \(record.name) shows all")
    }
    return member
  }

  /// A process of a box.
  package struct Member: Sendable {
    /// Its pid inside.
    package let pid: Int32
    /// Its pid on the host.
    package let hostPid: Int32
    /// The parent's pid on the host, which is not in the box for one that was sent in.
    package let hostParent: Int32
    /// Its command line; its name where it has none.
    package let words: [[UInt8]]
    /// What /proc says of it.
    package let status: ProcessStatus
  }

  /// All processes in the box, whoever started them, by their pids inside.
  package var processes: [Member] { process.members }

  private var namespace: String? { ProcFiles.processNamespace(of: process.pid) }

  /// Whether PID 1 ends until a time.
  package func hasEnded(by deadline: Instant?) -> Bool {
    !Polling.wait(for: [process.descriptor], until: deadline).isEmpty
  }

  /// Ends the box, whose monitor has gone, and waits until PID 1 has ended.
  func endAndWait() {
    try? process.send(.kill)
    _ = hasEnded(by: .now + .seconds(10))
  }
}

extension ProcessDescriptor {
  /// Opens a descriptor of a process in the PID namespace of this one, by its pid there; nil for none.
  ///
  /// - Throws: ESRCH for one that ends just now, EMFILE.
  package func member(_ pid: Int32) throws(SystemError) -> OwnedProcess? {
    guard let found = members.first(where: { $0.pid == pid }) else { return nil }
    let member = try OwnedProcess(pid: found.hostPid)
    // What the descriptor holds can no longer change: it may be another's by now, but not later.
    guard ProcFiles.processNamespace(of: found.hostPid) == ProcFiles.processNamespace(of: self.pid)
    else { return nil }
    return member
  }

  /// All processes in the PID namespace of this one, by their pids there.
  package var members: [RunningBox.Member] {
    guard let namespace = ProcFiles.processNamespace(of: pid) else { return [] }
    return ProcFiles.processes.compactMap { pid in
      guard ProcFiles.processNamespace(of: pid) == namespace,
        let status = ProcFiles.status(of: pid), let inside = status.pidsByNamespace.last
      else { return nil }
      let words = ProcFiles.commandLine(of: pid)
      return RunningBox.Member(
        pid: inside, hostPid: pid, hostParent: status.parent,
        words: words.isEmpty ? [Array("[\(status.name)]".utf8)] : words, status: status)
    }.sorted { $0.pid < $1.pid }
  }
}
