/// A Lua value outside of the interpreter.
///
/// The cases `text`, `records` and `record` only pass values to Lua; values from Lua never use them.
public enum LuaValue: Sendable {
  /// The value nil.
  case `nil`
  /// A Boolean.
  case boolean(Bool)
  /// A number of the integer subtype, 64 bits.
  case integer(Int64)
  /// A number of the float subtype.
  case number(Double)
  /// A string, which in Lua is a sequence of any bytes.
  case string([UInt8])
  /// A string to pass to Lua, in UTF-8.
  case text(String)
  /// A copy of a table, nested up to 8 levels deep.
  case table(LuaTable)
  /// A list of tables to pass to Lua.
  case records(LuaRecords)
  /// The first of these tables, to pass to Lua.
  case record(LuaRecords)
  /// A function.
  case function(LuaFunction)
  /// A file of the `io` library, by its descriptor; -1 if it is closed.
  case file(descriptor: Int32)
  /// Any other value, which stays in Lua, by the name of its type.
  case other(type: String)

  /// The name of the type, as returned by `type` in Lua.
  public var typeName: String {
    switch self {
    case .nil: "nil"
    case .boolean: "boolean"
    case .integer, .number: "number"
    case .string, .text: "string"
    case .table, .records, .record: "table"
    case .function: "function"
    case .file: "userdata"
    case .other(let type): type
    }
  }

  /// The text of a string, with invalid UTF-8 repaired; nil for another type.
  public var text: String? {
    switch self {
    case .string(let bytes): String(decoding: bytes, as: UTF8.self)
    case .text(let text): text
    default: nil
    }
  }
}

/// A copy of a Lua table: its list and its fields with string keys.
///
/// Metatables of tables from Lua are ignored.
public struct LuaTable: Sendable {
  /// The values at the keys 1, 2, 3 and so on.
  public var list: [LuaValue]
  /// The values with string keys, in no particular order.
  public var fields: [(key: String, value: LuaValue)]
  /// The type of a key that is neither in the list nor a string; nil if there is none.
  ///
  /// The values of such keys are not copied.
  public var strayKey: String?
  /// The class whose metatable the table gets when it is passed to Lua; nil for no metatable.
  public var metatable: LuaClass?

  /// Creates a table.
  ///
  /// - Parameters:
  ///   - list: The values at the keys 1, 2, 3 and so on.
  ///   - fields: The values with string keys.
  public init(list: [LuaValue] = [], fields: [(key: String, value: LuaValue)] = []) {
    self.list = list
    self.fields = fields
  }

  /// The value of a field; nil if there is none.
  public subscript(key: String) -> LuaValue? {
    fields.first { $0.key == key }?.value
  }
}

/// A metatable that the host can give to tables; its contents are set by Lua code.
public struct LuaClass: Sendable {
  let number: Int32
  let name: String

  /// Creates a class with a number from 1 to 8, and its name in Lua.
  public init(_ number: Int32, _ name: String) {
    self.number = number
    self.name = name
  }
}
