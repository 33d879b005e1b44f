internal import LuaBridge
internal import Linux

/// The five capability sets, by name.
enum CapabilitySets {
  struct Entry {
    let name: String
    let path: WritableKeyPath<Capabilities, CapabilitySet>
  }

  static var all: [Entry] {
    [
      Entry(name: "effective", path: \.effective), Entry(name: "permitted", path: \.permitted),
      Entry(name: "inheritable", path: \.inheritable), Entry(name: "bounding", path: \.bounding),
      Entry(name: "ambient", path: \.ambient),
    ]
  }

  /// Reads a list of names, or a set as returned by `process.capabilities`.
  static func parse(_ value: LuaValue, _ key: String) throws -> CapabilitySet {
    guard case .table(let table) = value else {
      throw LuaArgumentError(1, "\(key): list of capabilities expected, got \(value.typeName)")
    }
    let names =
      try table.list.map { item in
        guard let name = item.text else {
          throw LuaArgumentError(
            1, "\(key): name of a capability expected, got \(item.typeName)")
        }
        return name
      }
      + table.fields.filter { field in
        if case .boolean(false) = field.value { return false }
        return true
      }.map(\.key)
    return CapabilitySet(
      try names.map { name in
        guard let capability = Capability.named(name) else {
          throw LuaArgumentError(
            1, "\(key): unknown capability '\(name)': use a name such as SYS_ADMIN")
        }
        return capability
      })
  }
}

extension CapabilitySet {
  /// A table with `true` for each name.
  var luaValue: LuaValue {
    .table(LuaTable(fields: members.map { ($0.name, .boolean(true)) }))
  }
}

extension ResourceLimit.Resource {
  /// Reads the name of a resource.
  init(lua value: LuaValue, _ position: Int) throws {
    guard let name = value.text else {
      throw LuaArgumentError(position, "resource: string expected, got \(value.typeName)")
    }
    guard let resource = Self.named(name) else {
      let names = Self.allCases.map(\.name).joined(separator: ", ")
      throw LuaArgumentError(position, "unknown resource '\(name)': use \(names)")
    }
    self = resource
  }
}

extension ResourceLimit {
  /// Reads an amount: 0 or more, or "unlimited".
  static func amount(_ value: LuaValue, _ position: Int) throws -> UInt64 {
    if value.text == "unlimited" { return unlimited }
    guard case .integer = value, let amount = value.exactInteger(as: UInt64.self) else {
      throw LuaArgumentError(
        position, "limit: 0 or more, or \"unlimited\" expected, got \(value.shown): EINVAL")
    }
    return amount
  }

  /// Reads limits: names, each with an amount or {soft, hard}.
  static func table(_ table: LuaTable) throws -> [ResourceLimit] {
    guard table.list.isEmpty, table.strayKey == nil else {
      throw LuaArgumentError(1, "limits: names with amounts expected, such as {nofile = 64}")
    }
    return try table.fields.map { name, value in
      let resource = try Resource(lua: .text(name), 1)
      guard case .table(let pair) = value else {
        let both = try amount(value, 1)
        return ResourceLimit(resource, soft: both, hard: both)
      }
      guard pair.list.count == 2, pair.fields.isEmpty, pair.strayKey == nil else {
        throw LuaArgumentError(1, "limits.\(name): an amount or {soft, hard} expected")
      }
      return ResourceLimit(
        resource, soft: try amount(pair.list[0], 1), hard: try amount(pair.list[1], 1))
    }
  }

  static func luaValue(_ amount: UInt64) -> LuaValue {
    amount == unlimited ? .text("unlimited") : .integer(Int64(clamping: amount))
  }
}

extension LuaValue {
  /// The value, for an error message.
  fileprivate var shown: String {
    switch self {
    case .integer(let integer): "\(integer)"
    case .number(let number): "\(number)"
    case .string, .text: "'\(text ?? "")'"
    default: typeName
    }
  }
}
