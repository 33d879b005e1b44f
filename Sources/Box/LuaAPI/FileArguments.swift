internal import LuaBridge
internal import Linux
internal import SystemPackage

/// The flags of process.open: a mode as for io.open, or a list of flags of open(2).
struct OpenFlags {
  private(set) var access = FileDescriptor.AccessMode.readOnly
  private(set) var options: FileDescriptor.OpenOptions = []

  private typealias Options = FileDescriptor.OpenOptions

  private static let modes: [String: (FileDescriptor.AccessMode, FileDescriptor.OpenOptions)] = [
    "r": (.readOnly, []), "r+": (.readWrite, []),
    "w": (.writeOnly, [.create, .truncate]), "w+": (.readWrite, [.create, .truncate]),
    "a": (.writeOnly, [.create, .append]), "a+": (.readWrite, [.create, .append]),
  ]

  private static let accesses: [String: FileDescriptor.AccessMode] = [
    "rdonly": .readOnly, "wronly": .writeOnly, "rdwr": .readWrite,
  ]

  private static let flags: [String: FileDescriptor.OpenOptions] = [
    "append": .append, "creat": .create, "directory": .directory, "excl": .exclusiveCreate,
    "nofollow": .noFollow, "nonblock": .nonBlocking, "trunc": .truncate,
  ]

  init(_ value: LuaValue, _ position: Int) throws {
    switch value {
    case .nil: break
    case .table(let table) where table.fields.isEmpty && table.strayKey == nil:
      try read(table.list, position)
    default:
      // As in C, b has no effect.
      guard let mode = value.text, let (access, options) = Self.modes[mode.filter { $0 != "b" }]
      else {
        throw LuaArgumentError(
          position,
          "flags: \"r\", \"r+\", \"w\", \"w+\", \"a\" or \"a+\" expected, or a list as "
            + "{\"wronly\", \"creat\", \"excl\"}, got \(value.text.map { "'\($0)'" } ?? value.typeName)"
        )
      }
      (self.access, self.options) = (access, options)
    }
  }

  private mutating func read(_ list: [LuaValue], _ position: Int) throws {
    var given: FileDescriptor.AccessMode?
    for item in list {
      let name = item.text ?? item.typeName
      if let access = Self.accesses[name], given == nil {
        given = access
      } else if let flag = Self.flags[name] {
        options.insert(flag)
      } else {
        throw LuaArgumentError(
          position,
          "flags: unexpected '\(name)': use one of rdonly, wronly and rdwr, and any of append, "
            + "creat, directory, excl, nofollow, nonblock and trunc: EINVAL")
      }
    }
    guard let given else {
      throw LuaArgumentError(position, "flags: one of rdonly, wronly and rdwr is missing: EINVAL")
    }
    access = given
  }
}

extension LuaArguments {
  /// A path: a string without a zero byte.
  func path(_ position: Int, _ name: String = "path") throws -> [UInt8] {
    guard case .string = self[position] else { throw wrongType(position, name, "string") }
    return try SpawnArguments.bytes(self[position], name, position)
  }

  /// Permissions as a string of octal digits, such as "644".
  ///
  /// A number is refused, because `644` without quotes is decimal.
  func permissions(
    _ position: Int, _ name: String, or fallback: UInt32
  ) throws -> FilePermissions {
    if isNil(position) { return FilePermissions(rawValue: fallback) }
    return try Self.permissions(self[position], position, name)
  }

  static func permissions(
    _ value: LuaValue, _ position: Int, _ name: String
  ) throws -> FilePermissions {
    switch value {
    case .string:
      guard let text = value.text, let mode = UInt32(text, radix: 8), mode <= 0o7777,
        text.first != "+"
      else {
        throw LuaArgumentError(
          position,
          "\(name): '\(value.text ?? "")' is not a mode in octal digits such as \"644\": EINVAL")
      }
      return FilePermissions(rawValue: mode)
    case .integer(let number):
      let digits = UInt32("\(number)", radix: 8) == nil ? "644" : "\(number)"
      throw LuaArgumentError(
        position,
        "\(name): the number \(number) is decimal: write octal digits in a string, as "
          + "\"\(digits)\": EINVAL")
    default:
      throw LuaArgumentError(
        position, "\(name): a string of octal digits expected, as \"644\", got \(value.typeName)")
    }
  }
}

extension FilePermissions {
  /// Three or four octal digits.
  var luaValue: LuaValue {
    let digits = String(rawValue, radix: 8)
    return .text(String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits)
  }
}
