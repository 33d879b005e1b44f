internal import CLinux
internal import Glibc
package import SystemPackage

/// Sockets of processes on one machine: unix(7).
package enum UnixSocket {
  /// What a socket carries.
  package enum Kind: String, CaseIterable, Sendable {
    /// Bytes over a connection: SOCK_STREAM.
    case stream
    /// Messages, each sent to a name: SOCK_DGRAM.
    case datagram
    /// Messages over a connection: SOCK_SEQPACKET.
    case seqpacket

    var number: Int32 {
      switch self {
      case .stream: Int32(SOCK_STREAM.rawValue)
      case .datagram: Int32(SOCK_DGRAM.rawValue)
      case .seqpacket: Int32(SOCK_SEQPACKET.rawValue)
      }
    }
  }

  /// A process at the other end of a socket.
  package struct Peer: Sendable {
    /// Its pid; 0 if it is not in the caller's PID namespace or a descendant of it.
    package let pid: Int32
    /// Its effective user when it connected or sent.
    package let user: UInt32
    /// Its effective group.
    package let group: UInt32

    init(_ sender: clinux_sender) { (pid, user, group) = (sender.pid, sender.uid, sender.gid) }
  }

  /// What was received.
  package struct Message: Sendable {
    /// The bytes; none is the end of a stream, or an empty datagram.
    package let bytes: [UInt8]
    /// The sender; nil unless the socket is a datagram socket of ``listen(_:_:permissions:backlog:)``.
    package let sender: Peer?
    /// The sender's address, for an answer; empty if it has none.
    package let name: [UInt8]
  }

  /// Makes a socket with a name, to which others connect or send: bind(2), listen(2).
  ///
  /// - Parameters:
  ///   - name: A path, at which a file is made; or `@` and an abstract name, which belongs to the
  ///     network namespace and ends with the socket.
  ///   - kind: What it carries. Datagrams come with their senders.
  ///   - permissions: Those of the file, less the umask; who may write it may connect.
  ///   - backlog: How many connections wait to be accepted.
  /// - Returns: The socket, closed on execve.
  /// - Throws: EADDRINUSE, ENOENT, EACCES, ENAMETOOLONG for more than 107 bytes, EROFS, EMFILE.
  package static func listen(
    _ name: [UInt8], _ kind: Kind, permissions: FilePermissions = [], backlog: Int32
  ) throws(SystemError) -> FileDescriptor {
    try make(kind) { (socket) throws(SystemError) in
      let bound = withName(name) { clinux_bind(socket, $0, $1, permissions.rawValue) }
      try checked(bound, "listen on", Files.text(name), remedy: remedy(bound, name))
      if kind == .datagram {
        try checked(clinux_receive_senders(socket), "ask for the senders at", Files.text(name))
      } else {
        try checkedErrno("listen on", Files.text(name)) { Glibc.listen(socket, backlog) }
      }
    }
  }

  /// Makes two sockets that are connected, both closed on execve: socketpair(2).
  ///
  /// - Throws: EMFILE, ENFILE.
  package static func pair(_ kind: Kind) throws(SystemError) -> (FileDescriptor, FileDescriptor) {
    var first: Int32 = -1
    var second: Int32 = -1
    try checked(clinux_unix_pair(kind.number, &first, &second), "make", "a pair of sockets")
    return (FileDescriptor(rawValue: first), FileDescriptor(rawValue: second))
  }

  /// Who connected to a socket, or listened when it connected: SO_PEERCRED.
  ///
  /// - Throws: EBADF, ENOTSOCK.
  package static func peer(of socket: FileDescriptor) throws(SystemError) -> Peer {
    var peer = clinux_sender()
    try checked(
      clinux_peer(socket.rawValue, &peer), "ask for the peer of", "descriptor \(socket.rawValue)")
    return Peer(peer)
  }

  /// Makes a socket and does something with it; it is closed where that fails.
  static func make(
    _ kind: Kind, _ body: (Int32) throws(SystemError) -> Void
  ) throws(SystemError) -> FileDescriptor {
    let socket = try checked(clinux_unix_socket(kind.number), "make", "a socket")
    do throws(SystemError) {
      try body(socket)
    } catch {
      close(socket)
      throw error
    }
    return FileDescriptor(rawValue: socket)
  }

  /// Calls C with a name, which needs no zero at its end.
  static func withName<Result>(
    _ name: [UInt8], _ body: (UnsafePointer<CChar>, Int) -> Result
  ) -> Result {
    Files.withPath(name) { body($0, name.count) }
  }

  /// What the user may do about a name that cannot be used.
  static func remedy(_ result: Int32, _ name: [UInt8]) -> String {
    switch -result {
    case EADDRINUSE where name.first == UInt8(ascii: "@"): "another socket has this name"
    case EADDRINUSE: "remove the file if no process listens there any more"
    case ENAMETOOLONG: "a socket's name has at most 107 bytes, this has \(name.count)"
    default: ""
    }
  }
}
