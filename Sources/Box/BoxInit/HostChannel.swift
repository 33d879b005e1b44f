internal import BoxProtocol
internal import SignalModel
internal import Linux
internal import SystemPackage

/// The init's end of the channel to its host.
final class HostChannel {
  private var socket: MessageSocket?

  init(_ socket: consuming MessageSocket) { self.socket = consume socket }

  /// Moves the channel out of the way of the program's descriptors.
  ///
  /// - Throws: EMFILE.
  func moveAside() throws(SystemError) { socket = try socket.take()?.movedAside() }

  /// Waits until the host says that the box may be made; false when the host has gone.
  func mayMakeBox() -> Bool { next() == .make }

  /// Waits until the host says that the program may run, and enters the control groups of the box.
  ///
  /// - Returns: What the groups limit; nil when the host has gone.
  /// - Throws: EAGAIN where a group has no room, EBADMSG where the host has gone meanwhile.
  func enterGroups() throws(SystemError) -> GroupLimits? {
    guard case .run(let groups, let limits)? = next() else { return nil }
    for _ in 0..<groups {
      guard let file = try socket?.receiveDescriptor() else { return nil }
      try CurrentProcess.enter([file.descriptor])
    }
    return limits
  }

  private func next() -> HostMessage? { receive().flatMap { HostMessage(decoding: $0) } }

  private func receive() -> [UInt8]? { socket?.receive() ?? nil }

  @discardableResult
  private func send(_ message: InitMessage, waits: Bool = true) -> Bool {
    socket?.send(message.encoded, waits: waits) ?? false
  }

  /// Gives the host the controlling end of PID 1's terminal.
  func pass(_ master: consuming OwnedDescriptor) throws(SystemError) {
    send(.terminal)
    try socket?.send(master.descriptor)
  }

  /// Tells the host why there will be no box, and ends.
  func fail(status: Int32, _ reason: String) -> Never {
    send(.failed(status: status, reason: reason))
    CurrentProcess.exit(status)
  }

  /// Says that the program begins.
  func reportStarted() { send(.started) }

  /// Says how the program has ended, which is not PID 1 itself.
  func reportEnd(_ termination: Termination) {
    send(.programEnded(termination))
  }

  /// Says that the script begins.
  ///
  /// The channel stays open only where the host observes.
  func afterStart(_ configuration: BoxConfiguration) -> HostChannel? {
    reportStarted()
    if configuration.reportsEvents { return self }
    close()
    return nil
  }

  /// Says that the script is about to block; false when the host is behind in reading.
  func reportWaiting(handled: SignalCounts) -> Bool {
    send(.waiting(handled: handled), waits: false)
  }

  /// Says that a handler begins, unless the host has not read what came before.
  func reportBegun(_ signal: Signal) {
    send(.began(signal), waits: false)
  }

  /// Passes on what a module of the host's tells it; false when the host has gone.
  func tell(_ bytes: [UInt8]) -> Bool { send(.told(bytes)) }

  /// Waits for what the host tells its module; nil when the host has gone.
  func listen() -> [UInt8]? {
    while let message = receive() {
      if case .told(let bytes)? = HostMessage(decoding: message) { return bytes }
    }
    return nil
  }

  /// Leaves the channel to the parent, in a forked child.
  func close() { socket = nil }
}
