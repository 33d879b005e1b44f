internal import CLuaShim

/// The arguments of a host function, read by position from 1.
///
/// They cannot be kept: what is plain is still Lua's.
public struct LuaArguments: ~Copyable {
  private let plain: UnsafeBufferPointer<luashim_value>
  /// Taken out of Lua, where a table or a function is among them.
  private let decoded: [LuaValue]?

  /// Reads values without a table, a function or a file where they are.
  init(_ plain: UnsafeBufferPointer<luashim_value>) {
    self.plain = plain
    decoded = nil
  }

  /// Takes all of the values over.
  init(decoding values: UnsafeBufferPointer<luashim_value>, _ interpreter: LuaInterpreter) {
    plain = values
    guard let start = values.baseAddress else {
      decoded = []
      return
    }
    var decoder = LuaDecoder(start, interpreter)
    decoded = values.map { _ in decoder.value() }
  }

  /// How many were given.
  public var count: Int { plain.count }

  /// The argument, nil where none was given.
  public subscript(position: Int) -> LuaValue {
    guard position <= count else { return .nil }
    return decoded?[position - 1] ?? LuaDecoder.plain(plain[position - 1])
  }

  /// Whether the argument is nil or was not given.
  public func isNil(_ position: Int) -> Bool {
    guard position <= count else { return true }
    guard let decoded else { return plain[position - 1].kind == luashim_nil }
    if case .nil = decoded[position - 1] { return true }
    return false
  }

  /// Looks at the bytes of a string where they are; nil for another type.
  public func withBytes<Result>(
    _ position: Int, _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result? {
    guard position <= count else { return nil }
    if let decoded {
      guard case .string(let bytes) = decoded[position - 1] else { return nil }
      return try body(bytes.span)
    }
    guard let bytes = LuaDecoder.bytes(plain[position - 1]) else { return nil }
    return try body(bytes.bindMemory(to: UInt8.self).span)
  }

  /// An integer, or a float without a fraction.
  public func integer(_ position: Int, _ name: String) throws -> Int64 {
    // As nearly all are, and few functions take more than that.
    if decoded == nil, position <= count, plain[position - 1].kind == luashim_integer {
      return plain[position - 1].integer
    }
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
    if let fallback, isNil(position) { return fallback }
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
    let actual = position <= count ? self[position].typeName : "no value"
    return LuaArgumentError(position, "\(name): \(expected) expected, got \(actual)")
  }
}
