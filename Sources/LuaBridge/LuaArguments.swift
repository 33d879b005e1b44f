/// The arguments of a host function, read by position from 1.
public struct LuaArguments {
  private let values: [LuaValue]

  init(_ values: [LuaValue]) { self.values = values }

  /// How many were given.
  public var count: Int { values.count }

  /// The argument, nil where none was given.
  public subscript(position: Int) -> LuaValue {
    position <= values.count ? values[position - 1] : .nil
  }

  /// Whether the argument is nil or was not given.
  public func isNil(_ position: Int) -> Bool {
    if case .nil = self[position] { return true }
    return false
  }

  /// The arguments from a position on.
  public func rest(from position: Int) -> ArraySlice<LuaValue> { values.dropFirst(position - 1) }

  /// An integer, or a float without a fraction.
  public func integer(_ position: Int, _ name: String) throws -> Int64 {
    switch self[position] {
    case .integer(let integer): return integer
    case .number(let number):
      if let integer = Int64(exactly: number) { return integer }
      throw LuaArgumentError(position, "\(name): number has no integer representation")
    default: throw wrongType(position, name, "integer")
    }
  }

  /// An integer within bounds, or the fallback where none was given.
  public func integer(
    _ position: Int, _ name: String, in range: ClosedRange<Int32>, or fallback: Int32? = nil
  ) throws -> Int32 {
    if isNil(position), let fallback { return fallback }
    let integer = try integer(position, name)
    guard let narrow = Int32(exactly: integer), range.contains(narrow) else {
      throw LuaArgumentError(
        position,
        "\(name) must be from \(range.lowerBound) to \(range.upperBound), not \(integer): EINVAL")
    }
    return narrow
  }

  /// A number of either kind.
  public func number(_ position: Int, _ name: String) throws -> Double {
    switch self[position] {
    case .integer(let integer): return Double(integer)
    case .number(let number): return number
    default: throw wrongType(position, name, "number")
    }
  }

  /// A function.
  public func function(_ position: Int, _ name: String) throws -> LuaFunction {
    guard case .function(let function) = self[position] else {
      throw wrongType(position, name, "function")
    }
    return function
  }

  /// A table, or nil where none was given and none is needed.
  public func optionalTable(_ position: Int, _ name: String) throws -> LuaTable? {
    if isNil(position) { return nil }
    let table = try table(position, name)
    if !table.list.isEmpty || table.strayKey != nil {
      throw LuaArgumentError(position, "\(name): names with values expected, as {name = true}")
    }
    return table
  }

  /// A table.
  public func table(_ position: Int, _ name: String) throws -> LuaTable {
    guard case .table(let table) = self[position] else {
      throw wrongType(position, name, "table")
    }
    return table
  }

  /// The error for an argument of a wrong type.
  public func wrongType(_ position: Int, _ name: String, _ expected: String) -> LuaArgumentError {
    let actual = position <= values.count ? self[position].typeName : "no value"
    return LuaArgumentError(position, "\(name): \(expected) expected, got \(actual)")
  }
}
