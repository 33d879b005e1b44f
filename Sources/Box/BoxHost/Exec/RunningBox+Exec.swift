internal import BoxProtocol
internal import Sandbox
package import SignalModel
internal import Linux
internal import SystemPackage

extension RunningBox {
  /// Runs a command in the box, and passes the caller's signals on to it.
  ///
  /// The caller stays outside the box. Its companion joins the namespaces of the box.
  ///
  /// - Returns: How the command ended.
  /// - Throws: ``BoxFailure``, with status 126 or 127 if the command cannot be run.
  package func run(_ command: ExecRequest) throws(BoxFailure) -> Termination {
    do {
      let directory = command.directory ?? CurrentProcess.directory
      let named = NamedFiles(command.words.dropFirst(), in: directory)
      let signals = try Watch.collectSignals()
      // If the companion is killed, its child becomes the caller's, and has to be reaped even while
      // the caller is stopped.
      try CurrentProcess.setSubreaper(true)
      AutomaticReaping.start()
      func run(_ streams: RelayedStreams?) throws -> Termination {
        let companion = try start(command, naming: named, in: directory, streams)
        return try ExecSession(companion, record.name, signals.descriptor, streams).run()
      }
      // The guardian is outside the box, whose processes could reach the caller's terminal through it.
      return command.hasTerminal
        ? try Guardian.restoring(.standardInput) { try run(nil) }
        : try run(RelayedStreams(keepingTerminals: false))
    } catch {
      throw BoxFailure(error)
    }
  }

  /// Starts the companion, which starts the command.
  private func start(
    _ command: ExecRequest, naming named: NamedFiles, in directory: FilePath?,
    _ streams: RelayedStreams?
  ) throws -> Companion {
    // Opened before entering the box, which has no such files.
    let groupFiles = try ControlGroup(existing: record.groups).groupFiles()
    let (files, places) = (groupFiles.descriptors, (streams?.places ?? [:]).values)
    if record.restrictions.hasUserNamespace {
      let own: [FileDescriptor] = [.standardInput, .standardOutput, .standardError]
      StandardPipes.give(own + places, to: command.user, of: process)
    }
    let companion = try Companion(keeping: [process.descriptor] + files + places) {
      try Box.join(process, record.restrictions, ownNetwork: record.ownNetwork)
      // Opened inside the box, so that it has the same name for the command.
      return command.hasTerminal ? try Pseudoterminal() : nil
    } program: { terminal, start in
      execute(
        command, naming: named, in: directory, files, terminal, streams,
        MessageSocket(owning: start))
    }
    streams?.closePlaces()
    return companion
  }

  private func execute(
    _ command: ExecRequest, naming files: NamedFiles, in directory: FilePath?,
    _ groupFiles: [FileDescriptor], _ terminal: FileDescriptor?,
    _ streams: RelayedStreams?, _ caller: consuming MessageSocket
  ) -> Never {
    do {
      try CurrentProcess.enter(groupFiles)
      try streams?.takePlaces()
      SignalMask.set(.empty)
      CurrentProcess.closeDescriptors(but: [caller.descriptor] + [terminal].compactMap { $0 })
      try CurrentProcess.startSession()
      if let terminal { try Terminals.take(terminal) }
      try CurrentProcess.change(
        to: directory.flatMap { FileSystem.isDirectory($0) == true ? $0 : nil } ?? "/")
      files.reportMissing { Remedies.showingAtStart($0.resolved.string) }
      try Confinement(record.restrictions, user: command.user, ownNetwork: record.ownNetwork)
        .apply(setting: command.environment)
      // Until it executes the command, its memory is a copy of the caller's.
      try Capabilities.allowTracing(false)
      // A change of user clears it.
      try CurrentProcess.setParentDeathSignal(.kill)
    } catch {
      _ = caller.send([125] + Array(Remedies.text(of: error).utf8))
      CurrentProcess.exit(125)
    }
    let failure = Spawning.execute(command.words)
    _ = caller.send([UInt8(failure.commandStatus)] + Array(Remedies.text(of: failure).utf8))
    CurrentProcess.exit(failure.commandStatus)
  }
}
