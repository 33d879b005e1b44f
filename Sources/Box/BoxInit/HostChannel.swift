internal import BoxProtocol
internal import SignalModel
internal import Linux
internal import SystemPackage

/// The init's end of the channel to its host.
struct HostChannel {
  private let socket: MessageSocket

  init(_ socket: MessageSocket) { self.socket = socket }

  /// Waits until the host says that the box may be made; false when the host has gone.
  func mayMakeBox() -> Bool { next() == .make }

  /// Waits until the host says that the program may run, and enters the control groups of the box.
  ///
  /// - Returns: What the groups limit; nil when the host has gone.
  /// - Throws: EAGAIN where a group has no room, EBADMSG where the host has gone meanwhile.
  func enterGroups() throws(SystemError) -> GroupLimits? {
    guard case .run(let groups, let limits)? = next() else { return nil }
    for _ in 0..<groups {
      let file = try socket.receiveDescriptor()
      try CurrentProcess.enter([file])
      try Descriptors.close(file)
    }
    return limits
  }

  private func next() -> HostMessage? { socket.receive().flatMap { HostMessage(decoding: $0) } }

  /// Gives the host the controlling end of PID 1's terminal.
  func pass(_ master: FileDescriptor) throws(SystemError) {
    _ = socket.send(InitMessage.terminal.encoded)
    try socket.send(master)
    try Descriptors.close(master)
  }

  /// Tells the host why there will be no box, and ends.
  func fail(status: Int32, _ reason: String) -> Never {
    _ = socket.send(InitMessage.failed(status: status, reason: reason).encoded)
    CurrentProcess.exit(status)
  }

  /// Says that the program begins.
  func reportStarted() { _ = socket.send(InitMessage.started.encoded) }

  /// Says how the program has ended, which is not PID 1 itself.
  func reportEnd(_ termination: Termination) {
    _ = socket.send(InitMessage.programEnded(termination).encoded)
  }

  /// Says that the script begins.
  ///
  /// The channel stays open only where the host observes.
  func afterStart(_ configuration: BoxConfiguration) -> HostChannel? {
    reportStarted()
    if configuration.reportsEvents { return self }
    socket.close()
    return nil
  }

  /// Says that the script is about to block; false when the host is behind in reading.
  func reportWaiting(handled: SignalCounts) -> Bool {
    socket.send(InitMessage.waiting(handled: handled).encoded, waits: false)
  }

  /// Says that a handler begins, unless the host has not read what came before.
  func reportBegun(_ signal: Signal) {
    _ = socket.send(InitMessage.began(signal).encoded, waits: false)
  }

  /// Passes on what a module of the host's tells it; false when the host has gone.
  func tell(_ bytes: [UInt8]) -> Bool { socket.send(InitMessage.told(bytes).encoded) }

  /// Waits for what the host tells its module; nil when the host has gone.
  func listen() -> [UInt8]? {
    while let message = socket.receive() {
      if case .told(let bytes)? = HostMessage(decoding: message) { return bytes }
    }
    return nil
  }

  /// Leaves the channel to the parent, in a forked child.
  func close() { socket.close() }
}
