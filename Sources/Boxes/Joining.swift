public import Signals
internal import SystemCalls
public import SystemPackage

/// A further command in a box that runs.
public struct JoiningCommand: Sendable {
  /// The command and its arguments.
  public var words: [[UInt8]]
  /// Where it starts; nil for the caller's directory if the box has it, else the root.
  public var directory: FilePath?

  /// Plans a command.
  public init(words: [[UInt8]]) { self.words = words }
}

extension RunningBox {
  /// Runs a command in the box to its end, and passes the caller's signals on to it.
  ///
  /// The caller is in the box's namespaces from here on, all but that of its pid.
  ///
  /// - Parameter command: The command.
  /// - Returns: How it ended.
  /// - Throws: ``BoxFailure``, with 126 or 127 where the command cannot be run.
  public func run(_ command: JoiningCommand) throws(BoxFailure) -> Termination {
    do {
      let directory = command.directory ?? Host.directory
      SignalDispositions.reset()
      SignalMask.set(.empty)
      let signals = try SignalDescriptor(Watch.forwarded)
      // Opened from outside, for the box has no such files.
      let groups = try record.groups.map { try ControlGroup.members(of: FilePath($0)) }
      try join()
      let (socket, childSocket) = try MessageSocket.pair()
      let pid = try Cloning.fork { execute(command.words, in: directory, groups, childSocket) }
      childSocket.close()
      let child = try ProcessDescriptor(pid: pid)
      // Closed by execve, where all went well.
      if let reason = socket.receive() {
        _ = try child.reap()
        throw BoxFailure(
          status: Int32(reason[0]), String(decoding: reason.dropFirst(), as: UTF8.self))
      }
      while true {
        let ready = Polling.wait(for: [signals.descriptor, child.descriptor], until: nil)
        while let record = try signals.next() { try? child.send(record.signal) }
        if ready.contains(child.descriptor) { return try child.reap() }
      }
    } catch let error as SystemError {
      throw BoxFailure(error)
    } catch {
      throw error as? BoxFailure ?? BoxFailure(status: 125, "\(error)")
    }
  }

  private func join() throws(SystemError) {
    var namespaces: Namespaces = [.pid, .mount, .uts, .ipc]
    if record.isRootless { namespaces.insert(.user) }
    if record.ownNetwork { namespaces.insert(.network) }
    try Cloning.join(namespaces, of: process)
  }

  private func execute(
    _ words: [[UInt8]], in directory: FilePath?, _ groups: [FileDescriptor],
    _ caller: MessageSocket
  ) -> Never {
    do {
      // 0 is whoever writes it.
      for group in groups { try FileContents.write("0", to: group) }
      SignalMask.set(.empty)
      Host.closeDescriptors(but: [caller.descriptor])
      try Host.startSession()
      try Host.change(to: directory.flatMap { Host.isDirectory($0) == true ? $0 : nil } ?? "/")
      var confinement = Confinement(isStrict: record.isStrict, isRootless: record.isRootless)
      confinement.memory = record.memory
      confinement.processes = record.processes
      try confinement.apply()
    } catch {
      _ = caller.send([125] + Array("\(error)".utf8))
      Host.exit(125)
    }
    let failure = Spawning.execute(words)
    _ = caller.send([UInt8(failure.commandStatus)] + Array("\(failure)".utf8))
    Host.exit(failure.commandStatus)
  }
}
