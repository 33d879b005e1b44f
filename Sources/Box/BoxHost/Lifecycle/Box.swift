internal import Sandbox
package import BoxProtocol
package import SignalModel
package import Linux
package import SystemPackage

/// A box seen from the host: its PID 1, and the host's end of the channel.
package final class Box {
  private let owner: OwnedProcess
  /// PID 1, by its descriptor and its pid on the host; valid while the box lives.
  package var process: ProcessDescriptor { owner.process }
  /// The host's end of the channel.
  let socket: MessageSocket
  /// Ends the box when this process ends.
  private var guardian: Guardian?
  /// Whether the box has a user namespace, as without CAP_SYS_ADMIN.
  package let isRootless: Bool
  private var master: OwnedDescriptor?
  /// The end that controls PID 1's terminal; nil if it has none of its own.
  package var terminal: FileDescriptor? { master?.descriptor }
  /// The control group that limits the box; nil if none does.
  private(set) var group: ControlGroup?
  private var isReaped = false

  private init(_ owner: consuming OwnedProcess, _ socket: consuming MessageSocket, _ rootless: Bool)
  {
    self.owner = owner
    self.socket = socket
    isRootless = rootless
  }

  deinit { assert(isReaped, "the PID 1 of a box was not reaped") }

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
    entry: (BoxConfiguration, consuming MessageSocket) -> Never
  ) throws(BoxFailure) -> Box {
    do {
      let sockets = try MessageSocketPair()
      var isRootless = configuration.mayNest
      let owner = try clone(
        into: namespaces(ownNetwork: configuration.ownNetwork), &isRootless
      ) { isRootless in
        var configuration = configuration
        if isRootless { configuration.isRootless = true }
        entry(configuration, sockets.childEnd)
      }
      let box = Box(owner, sockets.parentEnd(), isRootless)
      do {
        try box.start(configuration)
        return box
      } catch {
        box.kill()
        _ = try? box.reap()
        throw error
      }
    } catch {
      throw BoxFailure(error)
    }
  }

  /// Reaps PID 1, which has ended or is about to, and removes what guarded and limited the box.
  ///
  /// - Throws: ECHILD.
  func reap() throws(SystemError) -> Termination {
    isReaped = true
    let termination = try process.reap()
    if let guardian = guardian.take() {
      guardian.dismiss { group?.remove() }
    }
    return termination
  }

  /// The namespaces of every box; one without root has a user namespace as well.
  static func namespaces(ownNetwork: Bool) -> Namespaces {
    let namespaces: Namespaces = [.pid, .mount, .uts, .ipc]
    return ownNetwork ? namespaces.union(.network) : namespaces
  }

  /// Clones the init, into a user namespace as well if the caller wants or needs one.
  ///
  /// The kernel decides who needs one: EPERM without it.
  private static func clone(
    into namespaces: Namespaces, _ isRootless: inout Bool, _ run: (Bool) -> Never
  ) throws -> OwnedProcess {
    do throws(SystemError) {
      if !isRootless {
        do throws(SystemError) {
          return try Cloning.clone(into: namespaces) { run(false) }
        } catch let error where error.errno == .notPermitted {
          isRootless = true
        }
      }
      return try Cloning.clone(into: namespaces.union(.user)) { run(true) }
    } catch {
      throw UserNamespace.explain(error)
    }
  }

  /// Makes what guards and limits the box while the init makes the rest, and starts the program.
  private func start(_ configuration: BoxConfiguration) throws {
    if isRootless { try UserNamespace.mapCaller(to: process.pid) }
    _ = socket.send(HostMessage.make.encoded)
    group = ControlGroup(planning: configuration)
    // Before the group is made, so that nothing of it is left whenever the caller ends.
    guardian = try Guardian(
      of: process, removing: group?.directories ?? [],
      restoring: configuration.hasTerminal ? .standardInput : nil)
    group?.make(for: configuration)
    try runProgram()
  }

  /// Starts the program, and throws the reason if it cannot run.
  private func runProgram() throws {
    let groupFiles = try group?.groupFiles() ?? OwnedDescriptors()
    let files = groupFiles.descriptors
    _ = socket.send(HostMessage.run(groups: files.count, group?.limits ?? []).encoded)
    // An init that has ended has said why.
    for file in files { try? socket.send(file) }
    var message = receive()
    if message == .terminal {
      master = try socket.receiveDescriptor()
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

  /// Tells the modules of the host's that a script has; false when PID 1 has ended.
  package func tell(_ bytes: [UInt8]) -> Bool { socket.send(HostMessage.told(bytes).encoded) }

  /// Ends the box; the kernel ends every other process in it.
  package func kill() { try? process.send(.kill) }

  /// When PID 1 started, in clock ticks since the machine did.
  var startTime: UInt64 { ProcFiles.startTime(of: process.pid) ?? 0 }

  /// What /proc says of PID 1, nil once it has ended.
  package var status: ProcessStatus? { ProcFiles.status(of: process.pid) }
}
