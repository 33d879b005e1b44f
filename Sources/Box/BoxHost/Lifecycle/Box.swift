internal import Sandbox
package import BoxProtocol
package import SignalModel
package import Linux
package import SystemPackage

/// A box as the host that made it sees it.
///
/// How a box is made: ``launch(_:entry:)`` clones the calling process into new namespaces. The copy runs
/// `BoxInit.run`, which isolates itself and runs the program; the host meanwhile maps users, starts a
/// guardian and makes control groups. The two synchronize over the channel, with ``HostMessage`` and
/// ``InitMessage``.
package final class Box {
  private let owner: OwnedProcess
  /// PID 1; valid while this object exists.
  package var process: ProcessDescriptor { owner.process }
  /// The host's end of the channel.
  let socket: MessageSocket
  /// Kills the box and removes its control groups if this process exits.
  private var guardian: Guardian?
  /// Readable once the guardian was killed; nil if the box has none.
  var guardianEnding: FileDescriptor? {
    switch guardian {
    case .some(let guardian): guardian.ending
    case .none: nil
    }
  }
  private var master: OwnedDescriptor?
  /// The controlling end of PID 1's terminal; nil if it has none.
  package var terminal: FileDescriptor? { master?.descriptor }
  private(set) var group: ControlGroup?
  /// What the OOM killer did in the box; nil while it runs, and if no group limits its memory.
  package private(set) var outOfMemoryKills: OutOfMemoryKills?
  /// The limits that its control groups enforce.
  package var enforcedLimits: GroupLimits { group?.limits ?? [] }
  /// What its program uses in place of the caller's descriptors; nil if it has those.
  private(set) var streams: RelayedStreams?
  /// Whether the program has written the text of ``BoxConfiguration/awaitedText``.
  package var hasWrittenAwaitedText: Bool { streams?.hasFoundText == true }
  /// The restrictions of PID 1 and of every process that enters the box.
  package private(set) var restrictions: Restrictions
  private var isReaped = false
  /// Whether the box is made without privileges, in a user namespace with the caller's ids.
  private var mapsCaller = false

  private init(
    _ owner: consuming OwnedProcess, _ socket: consuming MessageSocket,
    _ restrictions: Restrictions
  ) {
    self.owner = owner
    self.socket = socket
    self.restrictions = restrictions
  }

  /// An error may end the lifetime of a box that runs: nothing is left of it then, either.
  deinit {
    if isReaped { return }
    kill()
    _ = try? reap()
  }

  /// Makes a box and starts its program.
  ///
  /// The init is a copy of the calling process, which must have a single thread.
  ///
  /// - Parameters:
  ///   - configuration: The box.
  ///   - entry: What the copy runs.
  /// - Returns: The box; its program is running.
  /// - Throws: ``BoxFailure``; nothing of the box is left.
  package static func launch(
    _ configuration: BoxConfiguration,
    entry: (BoxConfiguration, consuming MessageSocket) -> Never
  ) throws(BoxFailure) -> Box {
    do {
      let sockets = try MessageSocketPair()
      let childEnd = sockets.childEnd
      var configuration = configuration
      var isUnprivileged = false
      let streams =
        (configuration.isPrivileged || configuration.hasTerminal)
          && configuration.awaitedText == nil
        ? nil : try RelayedStreams(keepingTerminals: true, searching: configuration.awaitedText)
      let owner = try clone(into: firstNamespaces(of: configuration), &isUnprivileged) {
        isUnprivileged in
        do {
          try streams?.takePlaces()
        } catch {
          CurrentProcess.exit(125)
        }
        var configuration = configuration
        if isUnprivileged { configuration.keepsIds = true }
        entry(configuration, MessageSocket(owning: childEnd))
      }
      if isUnprivileged { configuration.keepsIds = true }
      let box = Box(owner, sockets.parentEnd(), configuration.restrictions())
      streams?.closePlaces()
      box.streams = streams
      if isUnprivileged { box.mapsCaller = true }
      do {
        try box.start(configuration)
        return box
      } catch {
        box.kill()
        _ = try? box.reap()
        try? streams?.finish()
        throw error
      }
    } catch {
      throw BoxFailure(error)
    }
  }

  /// Waits for PID 1, reaps it, and removes the guardian and the control groups.
  ///
  /// - Throws: ECHILD.
  func reap() throws(SystemError) -> Termination {
    isReaped = true
    let termination = try process.reap()
    letGo()
    return termination
  }

  /// Removes the guardian and the control groups.
  ///
  /// PID 1 is left to the parent of orphans if it is not reaped.
  func letGo() {
    isReaped = true
    if let guardian = guardian.take() {
      outOfMemoryKills = group?.outOfMemoryKills
      guardian.dismiss { group?.remove() }
    }
  }

  /// The namespaces that PID 1 begins in; it makes the others itself, in its user namespace.
  private static func firstNamespaces(of configuration: BoxConfiguration) -> Namespaces {
    configuration.isPrivileged
      ? namespaces(ownNetwork: configuration.ownNetwork) : [.pid, .mount]
  }

  /// The namespaces of every box; most have a user namespace as well.
  static func namespaces(ownNetwork: Bool) -> Namespaces {
    let namespaces: Namespaces = [.pid, .mount, .uts, .ipc]
    return ownNetwork ? namespaces.union(.network) : namespaces
  }

  /// Joins the namespaces of a box, as its root; only children enter the PID namespace.
  ///
  /// - Parameters:
  ///   - process: PID 1.
  ///   - restrictions: The restrictions of the box.
  ///   - ownNetwork: Whether the box has a network namespace.
  /// - Throws: EPERM without the privilege over them, ESRCH if PID 1 has ended.
  static func join(
    _ process: ProcessDescriptor, _ restrictions: Restrictions, ownNetwork: Bool
  ) throws(SystemError) {
    let hasUsers = restrictions.hasUserNamespace
    let namespaces = namespaces(ownNetwork: ownNetwork)
    try Cloning.join(hasUsers ? namespaces.union(.user) : namespaces, of: process)
    if hasUsers { try Credentials.becomeRoot() }
  }

  /// Clones the init, into a user namespace as well if the kernel says EPERM without.
  private static func clone(
    into namespaces: Namespaces, _ isUnprivileged: inout Bool, _ run: (Bool) -> Never
  ) throws -> OwnedProcess {
    do throws(SystemError) {
      do throws(SystemError) {
        return try Cloning.clone(into: namespaces) { run(false) }
      } catch let error where error.errno == .notPermitted {
        isUnprivileged = true
      }
      return try Cloning.clone(into: namespaces.union(.user)) { run(true) }
    } catch {
      throw UserNamespace.explain(error)
    }
  }

  /// Starts the guardian and makes the control groups while the init isolates itself; then starts the
  /// program.
  private func start(_ configuration: BoxConfiguration) throws {
    if mapsCaller { try UserNamespace.mapCaller(to: process.pid) }
    _ = socket.send(HostMessage.make.encoded)
    group = ControlGroup(planning: configuration)
    // Before the groups are made, so that they are removed whenever the caller exits.
    guardian = try Guardian(
      of: process, removing: group?.directories ?? [],
      restoring: Terminals.standard)
    group?.make(for: configuration)
    restrictions.drop(group?.limits ?? [])
    try runProgram()
  }

  /// Lets the init run the program.
  ///
  /// - Throws: ``BoxFailure`` with the reason if it cannot.
  private func runProgram() throws {
    let groupFiles = try group?.groupFiles() ?? OwnedDescriptors()
    let files = groupFiles.descriptors
    _ = socket.send(HostMessage.run(groups: files.count, group?.limits ?? []).encoded)
    // An init that has exited has sent the reason.
    for file in files { try? socket.send(file) }
    var message = try receive()
    if message == .terminal {
      try waitForInit()
      master = try socket.receiveDescriptor()
      message = try receive()
    }
    if case .failed(let status, let reason)? = message {
      let hint = mapsCaller ? UserNamespace.restriction.map { ": \($0)" } ?? "" : ""
      throw BoxFailure(status: status, reason + (status == 125 ? hint : ""))
    }
  }

  private func receive() throws(BoxFailure) -> InitMessage? {
    try waitForInit()
    return socket.receive().flatMap { InitMessage(decoding: $0) }
  }

  /// Sends bytes to the script's extension modules; false if PID 1 has ended.
  package func sendToExtension(_ bytes: [UInt8]) -> Bool {
    socket.send(HostMessage.extensionData(bytes).encoded)
  }

  /// Kills PID 1; the kernel kills every other process of the box.
  package func kill() { try? process.send(.kill) }

  /// When PID 1 started, in clock ticks since boot.
  var startTime: UInt64 { ProcFiles.startTime(of: process.pid) ?? 0 }

  /// The status of PID 1 in /proc; nil once it has ended.
  package var status: ProcessStatus? { ProcFiles.status(of: process.pid) }
}
