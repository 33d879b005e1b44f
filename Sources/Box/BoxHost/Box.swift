internal import Sandbox
package import BoxProtocol
package import SignalModel
package import Linux
package import SystemPackage

/// A box seen from the host: its PID 1, and the host's end of the channel.
package struct Box: Sendable {
  /// PID 1, by its descriptor and its pid on the host.
  package let process: ProcessDescriptor
  /// The host's end of the channel.
  let socket: MessageSocket
  /// What ends the box when this process ends.
  let guardian: Guardian
  /// Whether the box has a user namespace, as without CAP_SYS_ADMIN.
  package let isRootless: Bool
  /// The end that controls PID 1's terminal, where it has one of its own.
  package private(set) var terminal: FileDescriptor?
  /// The control group that limits the box, where there is one.
  let group: ControlGroup?

  /// Makes a box and starts its program.
  ///
  /// The init is a copy of the calling process, which must have one thread.
  ///
  /// - Parameters:
  ///   - configuration: The box.
  ///   - entry: What the copy runs.
  /// - Returns: The box, its program running.
  /// - Throws: ``BoxFailure``; nothing of the box is left then.
  package static func launch(
    _ configuration: BoxConfiguration,
    entry: (BoxConfiguration, MessageSocket) -> Never
  ) throws(BoxFailure) -> Box {
    do {
      let (socket, initSocket) = try MessageSocket.pair()
      let (process, isRootless) = try clone(
        into: namespaces(ownNetwork: configuration.ownNetwork), withUsers: configuration.mayNest
      ) { isRootless in
        var configuration = configuration
        if isRootless { configuration.isRootless = true }
        entry(configuration, initSocket)
      }
      initSocket.close()
      do {
        if isRootless { try UserNamespace.mapCaller(to: process.pid) }
        _ = socket.send(HostMessage.make.encoded)
        return try start(process, isRootless: isRootless, socket, configuration)
      } catch {
        end(process)
        socket.close()
        throw error
      }
    } catch {
      throw BoxFailure(error)
    }
  }

  /// Ends an init that is none yet, once or again.
  private static func end(_ process: ProcessDescriptor) {
    try? process.send(.kill)
    _ = try? process.reap()
  }

  /// Makes what watches over the box and limits it, while the init makes the box, and has its
  /// program run.
  private static func start(
    _ process: ProcessDescriptor, isRootless: Bool, _ socket: MessageSocket,
    _ configuration: BoxConfiguration
  ) throws -> Box {
    var group = ControlGroup(planning: configuration)
    // First of all, so that nothing is left of the group whenever the caller ends.
    let guardian = try Guardian(
      of: process, removing: group?.directories ?? [],
      restoring: configuration.hasTerminal ? .standardInput : nil)
    group?.make(for: configuration)
    var box = Box(
      process: process, socket: socket, guardian: guardian, isRootless: isRootless, group: group)
    do {
      try box.start()
    } catch {
      end(process)
      guardian.dismiss { group?.remove() }
      throw error
    }
    return box
  }

  /// The namespaces of every box; one without root has a user namespace as well.
  static func namespaces(ownNetwork: Bool) -> Namespaces {
    let namespaces: Namespaces = [.pid, .mount, .uts, .ipc]
    return ownNetwork ? namespaces.union(.network) : namespaces
  }

  /// The kernel decides who needs a user namespace: whoever may not do without, or shall be root of
  /// no more than that.
  private static func clone(
    into namespaces: Namespaces, withUsers: Bool, _ run: (Bool) -> Never
  ) throws -> (ProcessDescriptor, isRootless: Bool) {
    do {
      if withUsers {
        return (try Cloning.clone(into: namespaces.union(.user)) { run(true) }, true)
      }
      return (try Cloning.clone(into: namespaces) { run(false) }, false)
    } catch let error where error.errno == .notPermitted {
      do {
        return (try Cloning.clone(into: namespaces.union(.user)) { run(true) }, true)
      } catch {
        throw UserNamespace.explain(error)
      }
    } catch {
      throw UserNamespace.explain(error)
    }
  }

  /// Has the program run; the reason where it cannot.
  private mutating func start() throws {
    let groupFiles = try group?.groupFiles() ?? []
    defer { for file in groupFiles { try? Descriptors.close(file) } }
    _ = socket.send(HostMessage.run(groups: groupFiles.count, group?.limits ?? []).encoded)
    // An init that has ended has said why.
    for file in groupFiles { try? socket.send(file) }
    var message = receive()
    if message == .terminal {
      terminal = try socket.receiveDescriptor()
      message = receive()
    }
    if case .failed(let status, let reason)? = message {
      let hint = isRootless ? UserNamespace.restriction.map { ": \($0)" } ?? "" : ""
      throw BoxFailure(status: status, reason + (status == 125 ? hint : ""))
    }
  }

  private func receive() -> InitMessage? {
    socket.receive().flatMap { InitMessage(decoding: $0) }
  }

  /// Closes the descriptors of a box that has ended.
  package func close() {
    socket.close()
    process.close()
    if let terminal { try? Descriptors.close(terminal) }
  }

  /// Tells the modules of the host's that a script has; false when PID 1 has ended.
  package func tell(_ bytes: [UInt8]) -> Bool { socket.send(HostMessage.told(bytes).encoded) }

  /// Ends the box; the kernel ends every other process in it.
  package func kill() { try? process.send(.kill) }

  /// When PID 1 started, in clock ticks since the machine did.
  var startTime: UInt64 { ProcFiles.startTime(of: process.pid) ?? 0 }

  /// What /proc says of PID 1, nil once it has ended.
  package var status: ProcessStatus? { ProcFiles.status(of: process.pid) }
}
