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

  /// Receives a message; nil when the other end has closed.
  public func receive() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    var count: Int
    repeat {
      count = recv(descriptor.rawValue, &buffer, buffer.count, 0)
    } while count < 0 && Glibc.errno == EINTR
    return count > 0 ? Array(buffer[..<count]) : nil
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
