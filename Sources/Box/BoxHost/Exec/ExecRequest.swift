internal import Sandbox
package import SignalModel
internal import Linux
package import SystemPackage

/// A further command in a box that runs.
package struct ExecRequest: Sendable {
  /// The command and its arguments.
  package var words: [[UInt8]]
  /// Where it starts; nil for the caller's directory if the box has it, else the root.
  package var directory: FilePath?
  /// Variables beside the ordinary ones of the caller's environment.
  package var environment: [(name: [UInt8], value: [UInt8])] = []
  /// The user and group that it runs as; nil for the box's root.
  package var user: (user: UInt32, group: UInt32)?
  /// Whether it gets a terminal of its own, connected with the caller's.
  package var hasTerminal = false

  /// Plans a command.
  package init(words: [[UInt8]]) { self.words = words }
}

extension RunningBox {
  /// Runs a command in the box to its end, and passes the caller's signals on to it.
  ///
  /// The caller is in the box's namespaces from here on, all but that of its pid.
  ///
  /// - Parameter command: The command.
  /// - Returns: How it ended.
  /// - Throws: ``BoxFailure``, with 126 or 127 where the command cannot be run.
  package func run(_ command: ExecRequest) throws(BoxFailure) -> Termination {
    do {
      let directory = command.directory ?? CurrentProcess.directory
      let named = NamedFiles(command.words.dropFirst(), in: directory)
      let signals = try Watch.collectSignals()
      // Opened from outside: the box has no such files.
      let groupFiles = try ControlGroup(removing: record.groups).groupFiles()
      guard command.hasTerminal else {
        let child = try start(command, naming: named, in: directory, groupFiles, nil)
        return try wait(for: child.process, signals.descriptor, nil)
      }
      // Its guardian is not in the box, whose processes could reach the caller's terminal through it.
      return try Guardian.restoring(.standardInput) {
        // Opened in the box, where its name is the same for the command.
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

  /// Enters the box's namespaces, all but that of pids, which only children enter.
  private func joinBox() throws(SystemError) {
    var namespaces = Box.namespaces(ownNetwork: record.ownNetwork)
    if record.isRootless { namespaces.insert(.user) }
    try Cloning.join(namespaces, of: process)
  }

  /// Starts the command in the box.
  ///
  /// - Throws: ``BoxFailure`` if it cannot run.
  private func start(
    _ command: ExecRequest, naming named: NamedFiles, in directory: FilePath?,
    _ groupFiles: borrowing OwnedDescriptors, _ terminal: FileDescriptor?
  ) throws -> OwnedProcess {
    let sockets = try MessageSocketPair()
    let pid = try Cloning.fork {
      execute(
        command, naming: named, in: directory, groupFiles.descriptors, terminal, sockets.childEnd)
    }
    let socket = sockets.parentEnd()
    let child = try OwnedProcess(pid: pid)
    // The end of the messages is execve.
    if let reason = socket.receive() {
      _ = try child.reap()
      throw BoxFailure(
        status: Int32(reason[0]), String(decoding: reason.dropFirst(), as: UTF8.self))
    }
    return child
  }

  /// Waits for the end of a child, and passes on signals and what is typed meanwhile.
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
      files.reportMissing { "start the box with --bind \($0.resolved)" }
      if record.isStrict { try Environment.keepOrdinary() }
      try Environment.set(command.environment)
      try Confinement(
        isStrict: record.isStrict, isRootless: record.isRootless,
        processes: record.processes, memory: record.memory, user: command.user
      ).apply()
    } catch {
      _ = caller.send([125] + Array("\(error)".utf8))
      CurrentProcess.exit(125)
    }
    let failure = Spawning.execute(command.words)
    _ = caller.send([UInt8(failure.commandStatus)] + Array("\(failure)".utf8))
    CurrentProcess.exit(failure.commandStatus)
  }
}
