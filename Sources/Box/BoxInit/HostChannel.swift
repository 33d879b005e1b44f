internal import BoxProtocol
internal import Sandbox
internal import SignalModel
internal import Linux
internal import SystemPackage

/// The init's end of the channel to its host.
final class HostChannel {
  private var socket: MessageSocket?
  private var extensionKey: [UInt8] = []

  init(_ socket: consuming MessageSocket) { self.socket = consume socket }

  /// Moves the channel out of the way of the program's descriptors.
  ///
  /// - Throws: EMFILE.
  func moveAside() throws(SystemError) { socket = try socket.take()?.movedAside() }

  /// Waits until the host has mapped users; false if the host has exited.
  func mayMakeBox() -> Bool { next() == .make }

  /// Waits until the program may run, and enters the control groups of the box.
  ///
  /// - Returns: The limits of the groups; nil if the host has exited.
  /// - Throws: EAGAIN if a group is full, EBADMSG if the host exits meanwhile.
  func enterGroups() throws(SystemError) -> GroupLimits? {
    guard case .run(let groups, let limits)? = next() else { return nil }
    for _ in 0..<groups {
      guard let file = try socket?.receiveDescriptor() else { return nil }
      try CurrentProcess.enter([file.descriptor])
    }
    return limits
  }

  private func next() -> HostMessage? { receiveMessage().flatMap { HostMessage(decoding: $0) } }

  private func receiveMessage() -> [UInt8]? { socket?.receive() ?? nil }

  @discardableResult
  private func send(_ message: InitMessage, waits: Bool = true) -> Bool {
    socket?.send(message.encoded, waits: waits) ?? false
  }

  /// Sends the controlling end of PID 1's terminal to the host.
  func pass(_ master: consuming OwnedDescriptor) throws(SystemError) {
    send(.terminal)
    try socket?.send(master.descriptor)
  }

  /// Reports why there is no box, and exits.
  func fail(status: Int32, _ error: any Error) -> Never {
    send(.failed(status: status, reason: Remedies.text(of: error)))
    CurrentProcess.exit(status)
  }

  /// Reports that the program starts.
  func reportStarted() { send(.started) }

  /// Reports the end of a program that is not PID 1 itself.
  func reportEnd(_ termination: Termination) {
    send(.programEnded(termination))
  }

  /// Reports that the script starts, and closes the channel unless the host wants reports.
  func afterStart(_ configuration: BoxConfiguration) -> HostChannel? {
    reportStarted()
    extensionKey = configuration.extensionKey
    if configuration.reportsEvents { return self }
    close()
    return nil
  }

  /// Reports that the script is about to block; false if the channel is full.
  func reportWaiting(handled: SignalCounts) -> Bool {
    send(.waiting(handled: handled), waits: false)
  }

  /// Reports that a handler starts, unless the channel is full.
  func reportBegun(_ signal: Signal) {
    send(.began(signal), waits: false)
  }

  /// Sends bytes of an extension module; false if the host has exited.
  func send(_ bytes: [UInt8]) -> Bool { send(.extensionData(extensionKey + bytes)) }

  /// Waits for bytes for an extension module; nil if the host has exited.
  func receive() -> [UInt8]? {
    while let message = receiveMessage() {
      if case .extensionData(let bytes)? = HostMessage(decoding: message) { return bytes }
    }
    return nil
  }

  func close() { socket = nil }
}
