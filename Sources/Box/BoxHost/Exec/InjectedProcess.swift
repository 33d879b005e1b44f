internal import Sandbox
internal import BoxProtocol
package import SignalModel
package import Linux
package import SystemPackage

extension Box {
  /// A process that the host started inside a box.
  package final class InjectedProcess {
    /// Readable once it has ended; valid while this object lives.
    package var ending: FileDescriptor { companion.descriptor }
    /// The copy of the caller that is its parent, and exits after it.
    private let companion: OwnedProcess
    private let socket: MessageSocket

    init(_ companion: consuming OwnedProcess, _ socket: consuming MessageSocket) {
      self.companion = companion
      self.socket = socket
    }

    /// Waits for its end.
    ///
    /// - Throws: ``BoxFailure`` if it could not enter the box.
    package func end() throws -> Termination {
      let message = socket.receive().flatMap { InitMessage(decoding: $0) }
      _ = try companion.process.reap()
      switch message {
      case .programEnded(let termination): return termination
      case .failed(let status, let reason): throw BoxFailure(status: status, reason)
      default: return .killed(.kill, core: false)
      }
    }

    /// Releases it after the box has ended.
    ///
    /// Its companion must not be killed before: PID 1 cannot end until every process of its namespace
    /// is reaped.
    package func forget() {
      try? companion.process.send(.kill)
      _ = try? companion.process.reap()
    }
  }

  /// Starts a copy of the caller as a further process of the box, and does not wait for it.
  ///
  /// Its parent, the companion, stays outside the box.
  ///
  /// It is confined as PID 1 is.
  ///
  /// - Parameters:
  ///   - output: Its standard output and error.
  ///   - program: What it runs in the box.
  /// - Returns: The process.
  /// - Throws: EAGAIN, EMFILE.
  package func enter(
    output: FileDescriptor, _ program: () -> Never
  ) throws(SystemError) -> InjectedProcess {
    let sockets = try MessageSocketPair()
    let namespaces = Self.namespaces(ownNetwork: true)
    let childEnd = sockets.childEnd
    let pid = try Cloning.fork {
      let own = MessageSocket(owning: childEnd)
      do {
        try CurrentProcess.setParentDeathSignal(.kill)
        try CurrentProcess.redirectStandardDescriptors(input: nil, output: output)
        // A guardian waits until every copy of its pipe is closed.
        CurrentProcess.closeDescriptors(but: [own.descriptor, process.descriptor])
        let hasUsers = restrictions.hasUserNamespace
        try Cloning.join(hasUsers ? namespaces.union(.user) : namespaces, of: process)
        if hasUsers { try Credentials.becomeRoot() }
        let injected = try Cloning.fork {
          // It must not survive its companion.
          try? CurrentProcess.setParentDeathSignal(.kill)
          try? CurrentProcess.startSession()
          CurrentProcess.closeDescriptors(but: [])
          do {
            try Confinement(restrictions).apply()
          } catch {
            try? FileContents.write("sigbox: \(Remedies.text(of: error))\n", to: .standardError)
            CurrentProcess.exit(125)
          }
          program()
        }
        let end = try OwnedProcess(pid: injected).reap()
        _ = own.send(InitMessage.programEnded(end).encoded)
      } catch {
        _ = own.send(InitMessage.failed(status: 125, reason: Remedies.text(of: error)).encoded)
      }
      CurrentProcess.exit(0)
    }
    return InjectedProcess(try OwnedProcess(pid: pid), sockets.parentEnd())
  }
}
