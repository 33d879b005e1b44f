/// A Lua value that has left the interpreter.
public enum LuaValue: Sendable {
  /// nil.
  case `nil`
  /// true or false.
  case boolean(Bool)
  /// A number of Lua's integer kind, 64 bits.
  case integer(Int64)
  /// A number of Lua's float kind.
  case number(Double)
  /// A string, which in Lua is bytes; all that come from Lua are of this kind.
  case string([UInt8])
  /// A string on its way to Lua.
  case text(String)
  /// A copy of a table.
  case table(LuaTable)
  /// A list of tables on its way to Lua.
  case records(LuaRecords)
  /// A table on its way to Lua: the first of these.
  case record(LuaRecords)
  /// A function, kept alive while this is.
  case function(LuaFunction)
  /// An open file of the io library by its descriptor; -1 when it is closed.
  case file(descriptor: Int32)
  /// A value that stays in Lua, by the name of its type.
  case other(type: String)

  /// The name of the type, as Lua's type function gives it.
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

  /// The bytes of a string as text, or nil for another type.
  public var text: String? {
    switch self {
    case .string(let bytes): String(decoding: bytes, as: UTF8.self)
    case .text(let text): text
    default: nil
    }
  }
}

/// A copy of a Lua table: its list and its other fields.
public struct LuaTable: Sendable {
  /// The values at 1, 2, 3 and so on.
  public var list: [LuaValue]
  /// The values under string keys, in no order.
  public var fields: [(key: String, value: LuaValue)]
  /// The type of a key that is neither in the list nor a string, if there is one.
  public var strayKey: String?
  /// Which metatable it gets on its way to Lua.
  public var metatable: LuaClass?

  /// Makes a table.
  public init(list: [LuaValue] = [], fields: [(key: String, value: LuaValue)] = []) {
    self.list = list
    self.fields = fields
  }

  /// The value of a field, nil where there is none.
  public subscript(key: String) -> LuaValue? {
    fields.first { $0.key == key }?.value
  }
}

/// A metatable that tables on their way to Lua can have; a script fills it in.
public struct LuaClass: Sendable {
  let number: Int32
  let name: String

  /// Declares a class by a number from 1 to 8, and its name in Lua.
  public init(_ number: Int32, _ name: String) {
    self.number = number
    self.name = name
  }
}
