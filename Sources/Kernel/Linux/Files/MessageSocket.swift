internal import CLinux
internal import Glibc
package import SystemPackage

/// One end of a pair of sockets that keeps messages apart: unix(7), SOCK_SEQPACKET.
package struct MessageSocket: ~Copyable, Sendable {
  private let owner: OwnedDescriptor

  /// The end's descriptor, valid while this owner lives.
  package var descriptor: FileDescriptor { owner.descriptor }

  /// Becomes the owner of an end.
  package init(owning descriptor: FileDescriptor) {
    owner = OwnedDescriptor(owning: descriptor)
  }

  /// Moves the end to a high descriptor, out of the way of a program's own.
  ///
  /// - Throws: EMFILE.
  package consuming func movedAside() throws(SystemError) -> MessageSocket {
    // With a low limit on descriptors, any free number.
    let aside = clinux_duplicate(descriptor.rawValue, 200)
    let moved = try checked(
      aside < 0 ? clinux_duplicate(descriptor.rawValue, 3) : aside, "move", "a descriptor")
    return MessageSocket(owning: FileDescriptor(rawValue: moved))
  }

  /// Sends a message; false if the other end is closed, or is full and `waits` is false.
  package func send(_ message: [UInt8], waits: Bool = true) -> Bool {
    let flags = Int32(MSG_NOSIGNAL) | (waits ? 0 : Int32(MSG_DONTWAIT))
    return Glibc.send(descriptor.rawValue, message, message.count, flags) == message.count
  }

  /// How many bytes a message may have.
  package static let most = 65536

  /// Receives a message; nil once the other end is closed.
  ///
  /// What it had sent before comes first, whether or not it had read all (`unix_release_sock`). No
  /// other process may receive at this end.
  package func receive() -> [UInt8]? {
    let size = receive(into: nil, Int32(MSG_PEEK | MSG_TRUNC))
    guard size > 0 else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = receive(into: buffer, 0)
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// A message, and the process that sent it.
  package struct Letter: Sendable {
    package let bytes: [UInt8]
    /// The pid of the sender, as the kernel recorded it; 0 if it is not visible here.
    package let sender: Int32
  }

  /// Receives a message with its sender; nil once the other end is closed.
  ///
  /// Only the first end of a pair knows senders. What else a message carries is dropped.
  package func receiveLetter() -> Letter? {
    let size = receive(into: nil, Int32(MSG_PEEK | MSG_TRUNC))
    guard size > 0 else { return nil }
    var sender: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(
        0, Int(clinux_receive_from(descriptor.rawValue, buffer.baseAddress, buffer.count, &sender)))
    }
    return bytes.isEmpty ? nil : Letter(bytes: bytes, sender: sender)
  }

  /// recv(2), again where a signal came or the kernel says of what the other end left unread.
  private func receive(into buffer: UnsafeMutableBufferPointer<UInt8>?, _ flags: Int32) -> Int {
    while true {
      let count = recv(descriptor.rawValue, buffer?.baseAddress, buffer?.count ?? 0, flags)
      if count >= 0 { return count }
      guard Glibc.errno == EINTR || Glibc.errno == ECONNRESET else { return 0 }
    }
  }

  /// Sends a descriptor: SCM_RIGHTS.
  ///
  /// - Throws: EPIPE if the other end is closed.
  package func send(_ passed: FileDescriptor) throws(SystemError) {
    try checked(
      clinux_send_descriptor(descriptor.rawValue, passed.rawValue), "pass on", "a descriptor")
  }

  /// Receives a descriptor, closed on execve.
  ///
  /// - Throws: EBADMSG if the message has none, or the other end is closed.
  package func receiveDescriptor() throws(SystemError) -> OwnedDescriptor {
    OwnedDescriptor(
      owning: FileDescriptor(
        rawValue: try checked(
          clinux_receive_descriptor(descriptor.rawValue), "receive", "a descriptor")))
  }

  /// Closes the end now.
  package consuming func close() {}
}

extension Optional where Wrapped == MessageSocket {
  /// The descriptor, if there is an owner.
  package var descriptor: FileDescriptor? {
    switch self {
    case .some(let socket): socket.descriptor
    case .none: nil
    }
  }
}

/// Both ends of a socket pair, the second for a child that is about to be forked.
package struct MessageSocketPair: ~Copyable {
  private let parent: MessageSocket
  private let child: MessageSocket

  /// Makes a pair, both closed on execve(2).
  ///
  /// The parent's end knows the senders of messages.
  ///
  /// - Throws: EMFILE, ENFILE.
  package init() throws(SystemError) {
    var first: Int32 = -1
    var second: Int32 = -1
    try checked(clinux_seqpacket(&first, &second), "make", "a pair of sockets")
    parent = MessageSocket(owning: FileDescriptor(rawValue: first))
    child = MessageSocket(owning: FileDescriptor(rawValue: second))
  }

  /// The child's end, for the forked child to own: the parent's owner is never reached there.
  package var childEnd: FileDescriptor { child.descriptor }

  /// Closes the child's end and returns the parent's: for the parent, after the fork.
  package consuming func parentEnd() -> MessageSocket { parent }
}
