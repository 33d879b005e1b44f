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
