internal import BoxProtocol
internal import Sandbox
package import SignalModel
internal import Linux
internal import SystemPackage

extension RunningBox {
  /// Runs a command in the box, and passes the caller's signals on to it.
  ///
  /// The caller joins the namespaces of the box, except for the PID namespace, and stays there.
  ///
  /// - Returns: How the command ended.
  /// - Throws: ``BoxFailure``, with status 126 or 127 if the command cannot be run.
  package func run(_ command: ExecRequest) throws(BoxFailure) -> Termination {
    do {
      let directory = command.directory ?? CurrentProcess.directory
      let named = NamedFiles(command.words.dropFirst(), in: directory)
      let signals = try Watch.collectSignals()
      // Opened before entering the box, which has no such files.
      let groupFiles = try ControlGroup(existing: record.groups).groupFiles()
      guard command.hasTerminal else {
        try joinBox()
        let child = try start(command, naming: named, in: directory, groupFiles, nil)
        return try wait(for: child.process, signals.descriptor, nil)
      }
      // Its guardian is outside the box, whose processes could reach the caller's terminal through it.
      return try Guardian.restoring(.standardInput) {
        // Opened inside the box, so that it has the same name for the command.
        try joinBox()
        let terminal = try Pseudoterminal()
        let child = try start(
          command, naming: named, in: directory, groupFiles, terminal.terminal.descriptor)
        let master = terminal.masterEnd()
        return try wait(for: child.process, signals.descriptor, master.descriptor)
      }
    } catch {
      throw BoxFailure(error)
    }
  }

  /// Joins the box's namespaces; only children enter the PID namespace.
  private func joinBox() throws(SystemError) {
    var namespaces = Box.namespaces(ownNetwork: record.ownNetwork)
    if record.restrictions.hasUserNamespace { namespaces.insert(.user) }
    try Cloning.join(namespaces, of: process)
    if record.restrictions.hasUserNamespace { try Credentials.becomeRoot() }
  }

  /// Starts the command inside the box.
  ///
  /// - Throws: ``BoxFailure`` if it cannot run.
  private func start(
    _ command: ExecRequest, naming named: NamedFiles, in directory: FilePath?,
    _ groupFiles: borrowing OwnedDescriptors, _ terminal: FileDescriptor?
  ) throws -> OwnedProcess {
    let sockets = try MessageSocketPair()
    let (files, childEnd) = (groupFiles.descriptors, sockets.childEnd)
    let pid = try Cloning.fork {
      execute(
        command, naming: named, in: directory, files, terminal,
        MessageSocket(owning: childEnd))
    }
    let socket = sockets.parentEnd()
    let child = try OwnedProcess(pid: pid)
    // A successful execve closes the socket.
    if let reason = socket.receive() {
      _ = try child.reap()
      throw BoxFailure(
        status: Int32(reason[0]), String(decoding: reason.dropFirst(), as: UTF8.self))
    }
    return child
  }

  /// Waits for the end of a child, and passes on signals and input.
  private func wait(
    for child: ProcessDescriptor, _ signals: FileDescriptor, _ terminal: FileDescriptor?
  ) throws -> Termination {
    let relay = try terminal.map { try TerminalRelay($0) }
    defer { relay?.finish() }
    while true {
      let ready = Polling.wait(
        for: [signals, child.descriptor] + (relay?.descriptors ?? []),
        until: relay?.deadline)
      Watch.passOn(signals, terminal) { try child.send($0) }
      try relay?.relay(ready)
      if ready.contains(child.descriptor) {
        try relay?.passRest()
        return try child.reap()
      }
    }
  }

  private func execute(
    _ command: ExecRequest, naming files: NamedFiles, in directory: FilePath?,
    _ groupFiles: [FileDescriptor], _ terminal: FileDescriptor?,
    _ caller: consuming MessageSocket
  ) -> Never {
    do {
      try CurrentProcess.enter(groupFiles)
      SignalMask.set(.empty)
      CurrentProcess.closeDescriptors(but: [caller.descriptor] + [terminal].compactMap { $0 })
      try CurrentProcess.startSession()
      if let terminal { try Terminals.take(terminal) }
      try CurrentProcess.change(
        to: directory.flatMap { FileSystem.isDirectory($0) == true ? $0 : nil } ?? "/")
      files.reportMissing { Remedies.showingAtStart($0.resolved.string) }
      try Confinement(record.restrictions, user: command.user).apply(setting: command.environment)
      // Until it executes the command, its memory is a copy of the caller's.
      try Capabilities.allowTracing(false)
    } catch {
      _ = caller.send([125] + Array(Remedies.text(of: error).utf8))
      CurrentProcess.exit(125)
    }
    let failure = Spawning.execute(command.words)
    _ = caller.send([UInt8(failure.commandStatus)] + Array(Remedies.text(of: failure).utf8))
    CurrentProcess.exit(failure.commandStatus)
  }
}
