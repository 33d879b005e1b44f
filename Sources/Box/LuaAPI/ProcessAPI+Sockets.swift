internal import BoxInit
internal import LuaBridge
internal import Linux
internal import SystemPackage

/// Unix sockets.
extension ProcessAPI {
  var sockets: [LuaModule.Function] { [listen, accept, connect, socketPair, send, receive] }

  private var listen: LuaModule.Function {
    runtime.function("listen") { [runtime] arguments in
      let (name, kind) = (try arguments.path(1, "name"), try arguments.socketKind(2))
      let options = try ListenOptions(arguments, isAbstract: name.first == UInt8(ascii: "@"))
      let socket = try UnixSocket.listen(
        name, kind, permissions: options.permissions, backlog: options.backlog)
      return [runtime.given(socket)]
    }
  }

  private var accept: LuaModule.Function {
    runtime.interruptible(
      "accept", prepare: { [runtime] in try $0.descriptor(1, of: runtime) },
      blocks: { Interruptible.wouldBlock(reading: [$0]) },
      { [runtime] listening in
        guard case .finished(let socket) = try Interruptible.accept(listening) else {
          return .interrupted
        }
        let peer = try UnixSocket.peer(of: socket)
        return .finished([runtime.given(socket), .table(peer.luaTable)])
      })
  }

  private var connect: LuaModule.Function {
    struct Call {
      let name: [UInt8]
      let kind: UnixSocket.Kind
    }
    return runtime.interruptible(
      "connect",
      prepare: { Call(name: try $0.path(1, "name"), kind: try $0.socketKind(2)) },
      // It blocks only if the backlog is full.
      blocks: { _ in false },
      { [runtime] call in
        try Interruptible.connect(call.name, call.kind).map { [runtime.given($0)] }
      })
  }

  private var socketPair: LuaModule.Function {
    runtime.function("socketpair") { [runtime] arguments in
      let (first, second) = try UnixSocket.pair(try arguments.socketKind(1))
      return [runtime.given(first), runtime.given(second)]
    }
  }

  private var send: LuaModule.Function {
    struct Call {
      let socket: FileDescriptor
      let bytes: [UInt8]
      let name: [UInt8]?
    }
    return runtime.interruptible(
      "send",
      prepare: { [runtime] arguments in
        Call(
          socket: try arguments.descriptor(1, of: runtime),
          bytes: try arguments.bytes(2, "text"),
          name: arguments.isNil(3) ? nil : try arguments.path(3, "name"))
      },
      blocks: { Interruptible.wouldBlock(writing: [$0.socket]) },
      { call in
        try Interruptible.send(call.socket, call.bytes, to: call.name)
          .map { [.integer(Int64($0))] }
      })
  }

  private var receive: LuaModule.Function {
    struct Call {
      let socket: FileDescriptor
      let count: Int
    }
    return runtime.interruptible(
      "receive",
      prepare: { [runtime] arguments in
        Call(
          socket: try arguments.descriptor(1, of: runtime), count: try arguments.byteCount(2))
      },
      blocks: { Interruptible.wouldBlock(reading: [$0.socket]) },
      { call in
        try Interruptible.receive(call.socket, atMost: call.count).map { message in
          [.string(message.bytes), message.luaSender]
        }
      })
  }
}

/// The options of process.listen.
private struct ListenOptions {
  private(set) var permissions: FilePermissions = FilePermissions(rawValue: 0o777)
  private(set) var backlog: Int32 = 128

  init(_ arguments: borrowing LuaArguments, isAbstract: Bool) throws {
    for (key, value) in try arguments.optionalTable(3, "options")?.fields ?? [] {
      switch (key, value) {
      case ("mode", _) where isAbstract:
        throw LuaArgumentError(3, "mode: an abstract name has no permissions: EINVAL")
      case ("mode", _): permissions = try LuaArguments.permissions(value, 3, key)
      case ("backlog", .integer(let count)):
        guard let count = value.exactInteger(as: Int32.self), count >= 0 else {
          throw LuaArgumentError(3, "backlog must be 0 or more, not \(count): EINVAL")
        }
        backlog = count
      case ("backlog", _):
        throw LuaArgumentError(3, "backlog: integer expected, got \(value.typeName)")
      default: throw LuaArgumentError(3, "unknown option '\(key)': use mode or backlog")
      }
    }
  }
}

extension LuaArguments {
  /// The type of a socket, a stream by default.
  fileprivate func socketKind(_ position: Int) throws -> UnixSocket.Kind {
    if isNil(position) { return .stream }
    guard let name = self[position].text else { throw wrongType(position, "type", "string") }
    guard let kind = UnixSocket.Kind(rawValue: name) else {
      throw LuaArgumentError(
        position, "unknown type '\(name)': EINVAL: use \"stream\", \"datagram\" or \"seqpacket\"")
    }
    return kind
  }
}

extension UnixSocket.Peer {
  fileprivate var luaTable: LuaTable {
    LuaTable(fields: [
      ("pid", .integer(Int64(pid))), ("uid", .integer(Int64(user))),
      ("gid", .integer(Int64(group))),
    ])
  }
}

extension UnixSocket.Message {
  /// The sender; nil if it is not known.
  fileprivate var luaSender: LuaValue {
    guard sender != nil || !name.isEmpty else { return .nil }
    var table = sender?.luaTable ?? LuaTable()
    if !name.isEmpty { table.fields.append(("name", .string(name))) }
    return .table(table)
  }
}
