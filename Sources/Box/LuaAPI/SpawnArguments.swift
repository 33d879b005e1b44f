internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// The argument of process.spawn.
struct SpawnArguments {
  private let runtime: ScriptRuntime
  private var plan: SpawnPlan
  private var streams = SpawnStreams()

  init(_ arguments: borrowing LuaArguments, of runtime: ScriptRuntime) throws {
    self.runtime = runtime
    let table = try arguments.table(1, "command")
    plan = SpawnPlan(arguments: try Self.command(table))
    plan.mask = SignalMask.current
    for (key, value) in table.fields {
      switch key {
      case "mask": plan.mask = try arguments.parseSet(value, 1)
      case "ignore": plan.ignored = try arguments.parseSet(value, 1)
      case "default": plan.defaults = try arguments.parseSet(value, 1)
      case "death": plan.deathSignal = try arguments.parseSignal(value, 1)
      case "uid": plan.user = try LuaArguments.id(value, 1, key)
      case "gid": plan.userGroup = try LuaArguments.id(value, 1, key)
      case "terminal": plan.terminal = try arguments.descriptor(value, 1, of: runtime).rawValue
      default: try set(key, value)
      }
    }
    try streams.check()
    try addDescriptors(table["descriptors"], arguments)
    if let terminal = plan.terminal { attach(to: terminal) }
  }

  /// Descriptors from 3 on.
  private mutating func addDescriptors(_ value: LuaValue?, _ arguments: borrowing LuaArguments)
    throws
  {
    guard let value else { return }
    guard case .table(let table) = value, table.fields.isEmpty, table.strayKey == nil else {
      throw LuaArgumentError(1, "descriptors: a list expected, the first becomes descriptor 3")
    }
    for item in table.list {
      plan.descriptors.append(
        .descriptor(try arguments.descriptor(item, 1, of: runtime).rawValue))
    }
  }

  /// Starts a session with a controlling terminal, and uses it for streams that are not given.
  private mutating func attach(to terminal: Int32) {
    plan.newSession = true
    streams.attach(to: terminal)
  }

  /// The command with its arguments.
  static func command(_ table: LuaTable) throws -> [[UInt8]] {
    if let stray = table.strayKey {
      throw LuaArgumentError(1, "command: a \(stray) key is neither an argument nor an option")
    }
    guard !table.list.isEmpty else {
      throw LuaArgumentError(1, "command: empty: EINVAL: use a list such as {\"sleep\", \"1\"}")
    }
    return try table.list.map { try bytes($0, "an argument") }
  }

  /// Opens the named files, and returns the plan.
  ///
  /// - Throws: EINTR if a signal interrupted the opening of a FIFO; it can be called again.
  mutating func prepared() throws -> SpawnPlan {
    plan.descriptors.replaceSubrange(0..<3, with: try streams.prepared())
    return plan
  }

  /// Closes the files; the child has its own copies.
  func close() { streams.close() }

  private mutating func set(_ key: String, _ value: LuaValue) throws {
    switch (key, value) {
    case ("env", .table(let table)): plan.environment = try Self.environment(table)
    case ("cwd", .string): plan.directory = try Self.bytes(value, key)
    case ("session", .boolean(let isSet)): plan.newSession = isSet
    case ("group", .boolean(let isSet)): plan.group = isSet ? 0 : nil
    case ("group", .integer(let group)):
      guard let group = value.exactInteger(as: Int32.self), group >= 0 else {
        throw LuaArgumentError(1, "group must be 0 or more, not \(group): EINVAL")
      }
      plan.group = group
    case ("foreground", .boolean(let isSet)): plan.takesForeground = isSet
    case ("limits", .table(let table)): plan.limits = try ResourceLimit.table(table)
    case ("descriptors", _): break
    case ("stdin", _): try streams.set(0, value, runtime.descriptors)
    case ("stdout", _): try streams.set(1, value, runtime.descriptors)
    case ("stderr", _): try streams.set(2, value, runtime.descriptors)
    case ("env", _), ("cwd", _), ("session", _), ("group", _), ("foreground", _), ("limits", _):
      throw LuaArgumentError(1, "\(key): unexpected \(value.typeName)")
    default:
      throw LuaArgumentError(
        1,
        "unknown option '\(key)': use env, cwd, stdin, stdout, stderr, descriptors, session, terminal, "
          + "foreground, group, mask, ignore, default, death, limits, uid or gid")
    }
  }

  private static func environment(_ table: LuaTable) throws -> [[UInt8]] {
    guard table.list.isEmpty, table.strayKey == nil else {
      throw LuaArgumentError(1, "env: names with values expected, such as {HOME = \"/\"}")
    }
    return try table.fields.map { name, value in
      guard !name.isEmpty, !name.contains("="), !name.utf8.contains(0) else {
        throw LuaArgumentError(1, "env: '\(name)' is not a name: EINVAL: use a name without '='")
      }
      return Array(name.utf8) + [UInt8(ascii: "=")] + (try bytes(value, "env.\(name)"))
    }
  }

  /// A string without a zero byte, at which the kernel would end it.
  static func bytes(_ value: LuaValue, _ name: String, _ position: Int = 1) throws -> [UInt8] {
    let bytes: [UInt8]
    switch value {
    case .string(let string): bytes = string
    case .integer(let integer): bytes = Array("\(integer)".utf8)
    case .number(let number): bytes = Array("\(number)".utf8)
    default: throw LuaArgumentError(position, "\(name): string expected, got \(value.typeName)")
    }
    guard !bytes.contains(0) else {
      throw LuaArgumentError(position, "\(name): a string with a zero byte: EINVAL")
    }
    return bytes
  }
}
