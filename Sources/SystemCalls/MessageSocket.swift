internal import CLinux
internal import Glibc
public import SystemPackage

/// One end of a pair of sockets that keeps messages apart: unix(7), SOCK_SEQPACKET.
public struct MessageSocket: Sendable {
  /// The end's descriptor.
  public let descriptor: FileDescriptor

  /// Makes a pair, both closed on execve.
  public static func pair() throws(SystemError) -> (MessageSocket, MessageSocket) {
    var first: Int32 = -1
    var second: Int32 = -1
    try checked(clinux_seqpacket(&first, &second), "make", "a pair of sockets")
    return (MessageSocket(first), MessageSocket(second))
  }

  private init(_ descriptor: Int32) { self.descriptor = FileDescriptor(rawValue: descriptor) }

  /// Moves the end to a high descriptor, out of the way of a program's own.
  public func movedAside() throws(SystemError) -> MessageSocket {
    // Where the limit of descriptors is low, wherever there is room.
    let aside = clinux_duplicate(descriptor.rawValue, 200)
    let moved = try checked(
      aside < 0 ? clinux_duplicate(descriptor.rawValue, 3) : aside, "move", "a descriptor")
    close()
    return MessageSocket(moved)
  }

  /// Sends a message; false when the other end takes no more or has gone.
  public func send(_ message: [UInt8], waits: Bool = true) -> Bool {
    let flags = Int32(MSG_NOSIGNAL) | (waits ? 0 : Int32(MSG_DONTWAIT))
    return Glibc.send(descriptor.rawValue, message, message.count, flags) == message.count
  }

  /// How many bytes a message may have.
  public static let most = 65536

  /// Receives a message; nil when the other end has closed.
  public func receive() -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.most) { buffer, length in
      var count: Int
      repeat {
        count = recv(descriptor.rawValue, buffer.baseAddress, buffer.count, 0)
      } while count < 0 && Glibc.errno == EINTR
      length = max(count, 0)
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// Sends a descriptor: SCM_RIGHTS.
  ///
  /// - Throws: EPIPE where the other end has gone.
  public func send(_ passed: FileDescriptor) throws(SystemError) {
    try checked(
      clinux_send_descriptor(descriptor.rawValue, passed.rawValue), "pass on", "a descriptor")
  }

  /// Receives a descriptor, closed on execve.
  ///
  /// - Throws: EBADMSG where there is none, as when the other end has gone.
  public func receiveDescriptor() throws(SystemError) -> FileDescriptor {
    FileDescriptor(
      rawValue: try checked(
        clinux_receive_descriptor(descriptor.rawValue), "receive", "a descriptor"))
  }

  /// Closes the end.
  public func close() { _ = Glibc.close(descriptor.rawValue) }
}
