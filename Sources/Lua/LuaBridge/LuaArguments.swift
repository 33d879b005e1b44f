internal import CLuaShim

/// The arguments of a host function, at positions from 1.
///
/// They are valid only during the call: strings may still be in Lua's memory. Passing a string of more
/// than 16 MiB, or tables nested more than 8 levels deep, is an error in the script.
public struct LuaArguments: ~Copyable {
  private let plain: UnsafeBufferPointer<luashim_value>
  /// The values copied from Lua, if a table, a function or a file is among them.
  private let decoded: [LuaValue]?

  /// Reads the values in place; there must be no table, function or file among them.
  init(_ plain: UnsafeBufferPointer<luashim_value>) {
    self.plain = plain
    decoded = nil
  }

  /// Copies all values and takes over the references of functions.
  init(decoding values: UnsafeBufferPointer<luashim_value>, _ interpreter: LuaInterpreter) {
    plain = values
    guard let start = values.baseAddress else {
      decoded = []
      return
    }
    var decoder = LuaDecoder(start, interpreter)
    decoded = values.map { _ in decoder.value() }
  }

  /// The number of arguments.
  public var count: Int { plain.count }

  /// The argument at a position; ``LuaValue/nil`` beyond the last one.
  public subscript(position: Int) -> LuaValue {
    guard position <= count else { return .nil }
    return decoded?[position - 1] ?? LuaDecoder.plain(plain[position - 1])
  }

  /// Returns whether the argument is nil or missing.
  public func isNil(_ position: Int) -> Bool {
    guard position <= count else { return true }
    guard let decoded else { return plain[position - 1].kind == luashim_nil }
    if case .nil = decoded[position - 1] { return true }
    return false
  }

  /// Calls a closure with the bytes of a string, without copying them.
  ///
  /// Returns nil, and does not call the closure, if the argument is not a string.
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

  /// Returns an integer argument; a float with an integral value is converted.
  ///
  /// - Parameters:
  ///   - position: The position of the argument, from 1.
  ///   - name: The name of the parameter, for the error message.
  /// - Returns: The integer.
  /// - Throws: ``LuaArgumentError`` for another type or a number with a fraction.
  public func integer(_ position: Int, _ name: String) throws -> Int64 {
    // The fast path for the most frequent case.
    if decoded == nil, position <= count, plain[position - 1].kind == luashim_integer {
      return plain[position - 1].integer
    }
    let value = self[position]
    if let integer = value.exactInteger { return integer }
    guard case .number = value else { throw wrongType(position, name, "integer") }
    throw LuaArgumentError(position, "\(name): number has no integer representation")
  }

  /// Returns an integer within a range, or the fallback if the argument is nil or missing.
  ///
  /// The message of an error ends with EINVAL.
  package func integer(
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

  /// Returns an integer or float argument as a float.
  ///
  /// - Parameters:
  ///   - position: The position of the argument, from 1.
  ///   - name: The name of the parameter, for the error message.
  /// - Returns: The number.
  /// - Throws: ``LuaArgumentError`` for another type.
  public func number(_ position: Int, _ name: String) throws -> Double {
    switch self[position] {
    case .integer(let integer): return Double(integer)
    case .number(let number): return number
    default: throw wrongType(position, name, "number")
    }
  }

  /// Returns a function argument.
  ///
  /// - Parameters:
  ///   - position: The position of the argument, from 1.
  ///   - name: The name of the parameter, for the error message.
  /// - Returns: The function, which may be kept.
  /// - Throws: ``LuaArgumentError`` for another type.
  public func function(_ position: Int, _ name: String) throws -> LuaFunction {
    guard case .function(let function) = self[position] else {
      throw wrongType(position, name, "function")
    }
    return function
  }

  /// Returns a table with string keys only, or nil if the argument is nil or missing.
  package func optionalTable(_ position: Int, _ name: String) throws -> LuaTable? {
    if isNil(position) { return nil }
    let table = try table(position, name)
    if !table.list.isEmpty || table.strayKey != nil {
      throw LuaArgumentError(position, "\(name): names with values expected, such as {name = true}")
    }
    return table
  }

  /// Returns a copy of a table argument.
  ///
  /// - Parameters:
  ///   - position: The position of the argument, from 1.
  ///   - name: The name of the parameter, for the error message.
  /// - Returns: The copy, at most 8 levels deep.
  /// - Throws: ``LuaArgumentError`` for another type.
  public func table(_ position: Int, _ name: String) throws -> LuaTable {
    guard case .table(let table) = self[position] else {
      throw wrongType(position, name, "table")
    }
    return table
  }

  /// Returns the error for an argument of the wrong type: `n: integer expected, got string`.
  public func wrongType(_ position: Int, _ name: String, _ expected: String) -> LuaArgumentError {
    let actual = position <= count ? self[position].typeName : "no value"
    return LuaArgumentError(position, "\(name): \(expected) expected, got \(actual)")
  }
}
