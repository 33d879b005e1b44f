internal import BoxInit
internal import LuaBridge
internal import Linux
internal import SystemPackage

/// Files, by path.
extension ProcessAPI {
  var files: [LuaModule.Function] {
    [
      makePipe, makeDirectory, unlink, removeDirectory, rename, makeLink, readLink, setMode, status,
      readDirectory, mask,
    ]
  }

  /// Declares a function that returns true.
  private func change(
    _ name: StaticString, _ body: @escaping (borrowing LuaArguments) throws -> Void
  ) -> LuaModule.Function {
    runtime.function(name) { arguments in
      try body(arguments)
      return [.boolean(true)]
    }
  }

  private var makePipe: LuaModule.Function {
    change("mkfifo") { arguments in
      try Files.makePipe(
        try arguments.path(1), try arguments.permissions(2, "mode", or: 0o666))
    }
  }

  private var makeDirectory: LuaModule.Function {
    change("mkdir") { arguments in
      try Files.makeDirectory(
        try arguments.path(1), try arguments.permissions(2, "mode", or: 0o777))
    }
  }

  private var unlink: LuaModule.Function {
    change("unlink") { try Files.remove(try $0.path(1)) }
  }

  private var removeDirectory: LuaModule.Function {
    change("rmdir") { try Files.removeDirectory(try $0.path(1)) }
  }

  private var rename: LuaModule.Function {
    change("rename") { try Files.rename(try $0.path(1, "from"), to: try $0.path(2, "to")) }
  }

  private var makeLink: LuaModule.Function {
    change("symlink") { try Files.makeLink(try $0.path(2), to: try $0.path(1, "target")) }
  }

  private var readLink: LuaModule.Function {
    runtime.function("readlink") { [.string(try Files.target(of: try $0.path(1)))] }
  }

  private var setMode: LuaModule.Function {
    change("chmod") { arguments in
      try Files.setPermissions(
        try arguments.path(1), try LuaArguments.permissions(arguments[2], 2, "mode"))
    }
  }

  private var status: LuaModule.Function {
    runtime.function("stat") { [runtime] arguments in
      var follows = true
      for (key, value) in try arguments.optionalTable(2, "options")?.fields ?? [] {
        guard key == "follow", case .boolean(let isSet) = value else {
          throw LuaArgumentError(2, "unknown option '\(key)': use follow, a boolean")
        }
        follows = isSet
      }
      guard case .string = arguments[1] else {
        return [.table(try Files.status(of: try arguments.descriptor(1, of: runtime)).luaTable)]
      }
      let status = try Files.status(of: try arguments.path(1), followingLink: follows)
      return [.table(status.luaTable)]
    }
  }

  private var readDirectory: LuaModule.Function {
    runtime.function("readdir") { arguments in
      let names = try Files.names(in: try arguments.path(1))
      return [.table(LuaTable(list: names.map { .string($0) }))]
    }
  }

  private var mask: LuaModule.Function {
    runtime.function("umask") { arguments in
      guard arguments.isNil(1) else {
        let mask = try arguments.permissions(1, "mask", or: 0)
        guard mask.rawValue <= 0o777 else {
          throw LuaArgumentError(1, "mask: three octal digits expected, such as \"022\": EINVAL")
        }
        return [Files.setMask(mask).luaValue]
      }
      // No system call reads the mask without a change.
      let current = Files.setMask([])
      Files.setMask(current)
      return [current.luaValue]
    }
  }
}

extension Stat {
  fileprivate var luaTable: LuaTable {
    LuaTable(fields: [
      ("type", .text(type.word)),
      ("mode", permissions.luaValue),
      ("size", .integer(size)),
      ("uid", .integer(Int64(userID.rawValue))),
      ("gid", .integer(Int64(groupID.rawValue))),
      ("links", .integer(Int64(linkCount))),
      ("ino", .integer(Int64(truncatingIfNeeded: inode.rawValue))),
      ("dev", .integer(Int64(truncatingIfNeeded: deviceID.rawValue))),
      ("mtime", .number(modified)),
    ])
  }
}

extension FileType {
  fileprivate var word: String {
    switch self {
    case .directory: "directory"
    case .symbolicLink: "link"
    case .fifo: "fifo"
    case .socket: "socket"
    case .characterSpecial: "character"
    case .blockSpecial: "block"
    default: "file"
    }
  }
}
