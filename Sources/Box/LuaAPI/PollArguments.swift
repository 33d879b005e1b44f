internal import BoxInit
internal import LuaBridge
internal import Linux
internal import SystemPackage

/// The descriptors of process.poll: a list to read, or lists named `read` and `write`.
struct PollArguments {
  private(set) var reading: [FileDescriptor] = []
  private(set) var writing: [FileDescriptor] = []
  private let isNamed: Bool

  init(_ arguments: borrowing LuaArguments, of runtime: ScriptRuntime) throws {
    let table = try arguments.table(1, "descriptors")
    isNamed = !table.fields.isEmpty
    guard table.strayKey == nil, table.list.isEmpty || !isNamed else { throw Self.misuse }
    reading = try Self.descriptors(table.list, arguments, runtime)
    for (key, value) in table.fields {
      guard case .table(let list) = value, list.fields.isEmpty, list.strayKey == nil else {
        throw Self.misuse
      }
      switch key {
      case "read": reading = try Self.descriptors(list.list, arguments, runtime)
      case "write": writing = try Self.descriptors(list.list, arguments, runtime)
      default: throw Self.misuse
      }
    }
  }

  private static var misuse: LuaArgumentError {
    LuaArgumentError(
      1,
      "descriptors: a list expected, such as {fd, fd}, or a table with read, write or both, such as "
        + "{read = {fd}, write = {fd}}: EINVAL")
  }

  private static func descriptors(
    _ list: [LuaValue], _ arguments: borrowing LuaArguments, _ runtime: ScriptRuntime
  ) throws -> [FileDescriptor] {
    var descriptors: [FileDescriptor] = []
    for value in list { descriptors.append(try arguments.descriptor(value, 1, of: runtime)) }
    return descriptors
  }

  /// The ready descriptors, in the form of the argument.
  func result(_ ready: Readiness) -> LuaValue {
    guard isNamed else { return Self.list(ready.reading) }
    return .table(
      LuaTable(fields: [
        ("read", Self.list(ready.reading)), ("write", Self.list(ready.writing)),
        ("hangup", Self.list(ready.hungUp)), ("error", Self.list(ready.failed)),
      ]))
  }

  private static func list(_ descriptors: [FileDescriptor]) -> LuaValue {
    .table(LuaTable(list: descriptors.map { .integer(Int64($0.rawValue)) }))
  }
}
