internal import CLinux
internal import Glibc
package import SystemPackage

/// Calls of sockets that block.
extension Interruptible {
  /// Takes a connection to a socket that listens: accept(2).
  ///
  /// - Returns: The new socket, closed on execve.
  /// - Throws: EBADF, ENOTSOCK, EAGAIN, EMFILE; EINVAL if it does not listen.
  package static func accept(
    _ socket: FileDescriptor
  ) throws(SystemError) -> Outcome<FileDescriptor> {
    let name = "descriptor \(socket.rawValue)"
    return try outcome(clinux_accept(socket.rawValue), "accept a connection to", name)
      .map { FileDescriptor(rawValue: $0) }
  }

  /// Connects to the socket of a name: connect(2).
  ///
  /// Blocks while too many connections wait to be accepted there.
  ///
  /// - Returns: The new socket, closed on execve.
  /// - Throws: ENOENT, EACCES, ECONNREFUSED without a listener, EPROTOTYPE for another kind,
  ///   ENAMETOOLONG, EMFILE.
  package static func connect(
    _ name: [UInt8], _ kind: UnixSocket.Kind
  ) throws(SystemError) -> Outcome<FileDescriptor> {
    var result: Outcome<Int32> = .interrupted
    let socket = try UnixSocket.make(kind) { (socket) throws(SystemError) in
      let connected = UnixSocket.withName(name) { clinux_connect(socket, $0, $1) }
      result = try outcome(
        connected, "connect to", Files.text(name), remedy: UnixSocket.remedy(connected, name))
    }
    if case .interrupted = result { close(socket.rawValue) }
    return result.map { _ in socket }
  }

  /// Sends bytes, all or of a stream a part: sendto(2) with MSG_NOSIGNAL.
  ///
  /// - Parameters:
  ///   - socket: From where.
  ///   - bytes: What to send; of a kind that carries messages, one message.
  ///   - name: The address of the receiver, unless the socket is connected.
  /// - Returns: How many bytes were sent.
  /// - Throws: EPIPE, EAGAIN, EMSGSIZE, ENOTCONN, EDESTADDRREQ, ECONNREFUSED, ENOENT, EACCES,
  ///   EPROTOTYPE, EISCONN, ENOTSOCK, EBADF.
  package static func send(
    _ socket: FileDescriptor, _ bytes: [UInt8], to name: [UInt8]? = nil
  ) throws(SystemError) -> Outcome<Int> {
    let result = bytes.withUnsafeBytes { bytes in
      guard let name else {
        return clinux_send(socket.rawValue, bytes.baseAddress, bytes.count, nil, 0)
      }
      return UnixSocket.withName(name) {
        clinux_send(socket.rawValue, bytes.baseAddress, bytes.count, $0, $1)
      }
    }
    let place = name.map { Files.text($0) } ?? "descriptor \(socket.rawValue)"
    return try outcome(
      result, "send to", place, remedy: UnixSocket.remedy(result, name ?? [])
    ).map { Int($0) }
  }

  /// Receives a message, or what has come of a stream: recvmsg(2).
  ///
  /// Descriptors that come with it are closed.
  ///
  /// - Parameters:
  ///   - socket: From where.
  ///   - count: The most bytes.
  /// - Returns: The message.
  /// - Throws: EMSGSIZE for a message of more bytes, which is lost; EAGAIN, ECONNRESET, EINVAL where
  ///   it is not connected, ENOTSOCK, EBADF.
  package static func receive(
    _ socket: FileDescriptor, atMost count: Int
  ) throws(SystemError) -> Outcome<UnixSocket.Message> {
    var received = clinux_message()
    var buffer = [UInt8](repeating: 0, count: count)
    let result = buffer.withUnsafeMutableBytes { bytes in
      clinux_receive(socket.rawValue, bytes.baseAddress, bytes.count, &received)
    }
    let place = "descriptor \(socket.rawValue)"
    guard case .finished(let length) = try outcome(result, "receive from", place) else {
      return .interrupted
    }
    if received.is_cut {
      throw SystemError(
        "receive from", .messageTooLong, subject: place,
        remedy: "a message of more than \(count) bytes is lost: give a larger count")
    }
    let name = withUnsafeBytes(of: received.name) { Array($0.prefix(received.name_length)) }
    return .finished(
      UnixSocket.Message(
        bytes: Array(buffer[..<Int(length)]),
        sender: received.has_sender ? UnixSocket.Peer(received.sender) : nil, name: name))
  }
}
