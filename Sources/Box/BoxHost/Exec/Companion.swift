internal import BoxProtocol
internal import Sandbox
internal import SignalModel
internal import Linux
internal import SystemPackage

/// A copy of the caller that stays outside a box, as the parent of one process inside.
///
/// PID 1 of a box cannot end before every process of its namespace is reaped. The kernel reaps the
/// process as soon as it ends, even if the companion is stopped. The companion leads its own session,
/// out of reach of Ctrl-Z, and kills the process when the caller ends.
final class Companion {
  enum Message {
    case failed(BoxFailure)
    /// The controlling end of the process's terminal follows, as a descriptor.
    case terminal
    /// A descriptor of the process follows.
    case process
    /// The process has closed its end of the start socket, as a successful execve does.
    case started
    case ended(Termination)
  }

  private let owner: OwnedProcess
  private let socket: MessageSocket
  /// The companion; valid while this object lives.
  var process: ProcessDescriptor { owner.process }
  /// Readable when there is a message, or the companion has ended.
  var descriptor: FileDescriptor { socket.descriptor }

  /// Starts a companion.
  ///
  /// - Parameters:
  ///   - kept: Descriptors that it keeps, besides 0, 1 and 2.
  ///   - join: Joins the namespaces of the box; returns a terminal for the process, if it gets one.
  ///   - program: What the process runs: with the terminal, and a socket for the reason why it cannot
  ///     start.
  /// - Throws: EAGAIN, EMFILE.
  init(
    keeping kept: [FileDescriptor], join: () throws -> Pseudoterminal?,
    program: (FileDescriptor?, FileDescriptor) -> Never
  ) throws(SystemError) {
    let sockets = try MessageSocketPair()
    let childEnd = sockets.childEnd
    // With its descriptor: the kernel may reap it before that could be opened.
    owner = try Cloning.clone(into: []) {
      Self.attend(MessageSocket(owning: childEnd), kept, join, program)
      CurrentProcess.exit(0)
    }
    socket = sockets.parentEnd()
  }

  /// Receives a message; nil if the companion was killed.
  func receive() -> Message? { socket.receive().flatMap { Message(decoding: $0) } }

  /// Receives the descriptor that follows a message.
  ///
  /// - Throws: EBADMSG if the companion was killed.
  func receiveDescriptor() throws(SystemError) -> OwnedDescriptor {
    while Polling.wait(for: [descriptor], until: .now + .milliseconds(50)).isEmpty { wake() }
    return try socket.receiveDescriptor()
  }

  /// Continues a companion that was stopped.
  func wake() { try? process.send(.cont) }

  /// Waits for the end of the process, which may live on if this throws.
  ///
  /// - Throws: ``BoxFailure`` if it could not enter the box; ETIMEDOUT after the deadline, and
  ///   ECANCELED if the companion was killed.
  func end(by deadline: Instant?) throws -> Termination {
    while !Polling.wait(for: [descriptor], until: deadline).isEmpty {
      switch receive() {
      case .ended(let termination): return termination
      case .failed(let failure): throw failure
      case .process: _ = try receiveDescriptor()
      case .terminal, .started: continue
      case nil: throw SystemError("watch over", .canceled, subject: "a process in the box")
      }
    }
    throw SystemError(
      "run", .timedOut, subject: "a process in the box",
      remedy: "the processes in the box hold it up")
  }

  /// Kills the companion if it still lives, and reaps it.
  ///
  /// The process in the box must have ended.
  func reap() {
    try? process.send(.kill)
    _ = try? process.reap()
  }

  /// The companion's part; returns once the process has ended.
  private static func attend(
    _ socket: consuming MessageSocket, _ kept: [FileDescriptor],
    _ join: () throws -> Pseudoterminal?,
    _ program: (FileDescriptor?, FileDescriptor) -> Never
  ) {
    do {
      try CurrentProcess.startSession()
      let mask = SignalMask.set(.full)
      let reaping = try AutomaticReaping()
      CurrentProcess.closeDescriptors(but: [socket.descriptor, reaping.descriptor] + kept)
      let terminal = try join()?.release()
      if let terminal {
        _ = socket.send(Message.terminal.encoded)
        try socket.send(terminal.master)
      }
      let starting = try MessageSocketPair()
      let childEnd = starting.childEnd
      let process = try Cloning.clone(into: []) {
        // The command dies with its parent, even if the caller is dead, too.
        try? CurrentProcess.setParentDeathSignal(.kill)
        try? SignalDispositions.setDefault(.chld)
        SignalMask.set(mask)
        program(terminal?.terminal, childEnd)
      }
      _ = socket.send(Message.process.encoded)
      try socket.send(process.descriptor)
      let start = starting.parentEnd()
      // A reader of what is left waits for end-of-file.
      CurrentProcess.closeDescriptors(
        but: [socket.descriptor, start.descriptor, reaping.descriptor, process.descriptor])
      for number: Int32 in 0...2 { try? Descriptors.close(FileDescriptor(rawValue: number)) }
      watch(process.process, start, reaping, socket)
    } catch {
      _ = socket.send(Message.failed(BoxFailure(error)).encoded)
    }
  }

  private static func watch(
    _ process: ProcessDescriptor, _ start: borrowing MessageSocket,
    _ reaping: borrowing AutomaticReaping, _ socket: borrowing MessageSocket
  ) {
    var sources = [reaping.descriptor, start.descriptor, socket.descriptor]
    while true {
      let ready = Polling.wait(for: sources, until: nil)
      sources.removeAll { $0 != reaping.descriptor && ready.contains($0) }
      // The caller never sends: it has ended, or gave up.
      if ready.contains(socket.descriptor) { try? process.send(.kill) }
      if ready.contains(start.descriptor) {
        let reason = start.receive()
        let failure = reason.map {
          BoxFailure(status: Int32($0[0]), String(decoding: $0.dropFirst(), as: UTF8.self))
        }
        _ = socket.send((failure.map(Message.failed) ?? .started).encoded)
      }
      if ready.contains(reaping.descriptor), let end = reaping.end() {
        _ = socket.send(Message.ended(end).encoded)
        return
      }
    }
  }
}

extension Companion.Message {
  var encoded: [UInt8] {
    switch self {
    case .failed(let failure):
      InitMessage.failed(status: failure.status, reason: failure.description).encoded
    case .started: InitMessage.started.encoded
    case .terminal: InitMessage.terminal.encoded
    case .process: InitMessage.extensionData([]).encoded
    case .ended(let termination): InitMessage.programEnded(termination).encoded
    }
  }

  init?(decoding bytes: [UInt8]) {
    switch InitMessage(decoding: bytes) {
    case .failed(let status, let reason): self = .failed(BoxFailure(status: status, reason))
    case .started: self = .started
    case .terminal: self = .terminal
    case .extensionData: self = .process
    case .programEnded(let termination): self = .ended(termination)
    case .waiting, .began, nil: return nil
    }
  }
}
