package import Sandbox
internal import BoxProtocol
package import SignalModel
package import Linux
package import SystemPackage

extension Box {
  /// A process that was sent into a box.
  package final class InjectedProcess {
    /// Readable once it has ended; valid while this object lives.
    package var ending: FileDescriptor { companion.descriptor }
    /// The copy of the caller that waits for it, and ends when it has.
    private let companion: OwnedProcess
    private let socket: MessageSocket

    init(_ companion: consuming OwnedProcess, _ socket: consuming MessageSocket) {
      self.companion = companion
      self.socket = socket
    }

    /// How it ended, which it has or is about to.
    ///
    /// - Throws: ``BoxFailure`` where it did not get into the box.
    package func end() throws -> Termination {
      let message = socket.receive().flatMap { InitMessage(decoding: $0) }
      _ = try companion.process.reap()
      switch message {
      case .programEnded(let termination): return termination
      case .failed(let status, let reason): throw BoxFailure(status: status, reason)
      default: return .killed(.kill, core: false)
      }
    }

    /// Forgets it, once the box has ended and it with the box.
    ///
    /// Before that its companion must live to reap it: a box cannot end while a process of it waits
    /// for that.
    package func forget() {
      try? companion.process.send(.kill)
      _ = try? companion.process.reap()
    }
  }

  /// Sends a copy of the caller into the box as a further process there, without waiting for it.
  ///
  /// The caller's own children are no children of the box's.
  ///
  /// - Parameters:
  ///   - confinement: What it gives up, as the box's PID 1 has.
  ///   - output: Where its output and errors go.
  ///   - program: What it runs in the box.
  /// - Returns: The process.
  /// - Throws: EAGAIN, EMFILE.
  package func enter(
    _ confinement: Confinement, output: FileDescriptor, _ program: () -> Never
  ) throws(SystemError) -> InjectedProcess {
    let sockets = try MessageSocketPair()
    let namespaces = Self.namespaces(ownNetwork: true)
    let pid = try Cloning.fork {
      let own = sockets.childEnd
      do {
        try CurrentProcess.setParentDeathSignal(.kill)
        try CurrentProcess.redirectStandardDescriptors(input: nil, output: output)
        // A guardian waits until nobody has its pipe any more.
        CurrentProcess.closeDescriptors(but: [own.descriptor, process.descriptor])
        try Cloning.join(isRootless ? namespaces.union(.user) : namespaces, of: process)
        let visitor = try Cloning.fork {
          // Whoever ends the companion ends it, too.
          try? CurrentProcess.setParentDeathSignal(.kill)
          try? CurrentProcess.startSession()
          CurrentProcess.closeDescriptors(but: [])
          do {
            try confinement.apply()
          } catch {
            try? FileContents.write("sigbox: \(error)\n", to: .standardError)
            CurrentProcess.exit(125)
          }
          program()
        }
        let end = try OwnedProcess(pid: visitor).reap()
        _ = own.send(InitMessage.programEnded(end).encoded)
      } catch {
        _ = own.send(InitMessage.failed(status: 125, reason: "\(error)").encoded)
      }
      CurrentProcess.exit(0)
    }
    return InjectedProcess(try OwnedProcess(pid: pid), sockets.parentEnd())
  }
}
