internal import CLuaShim

/// Reads values from the flat array written by C, and takes over the references of functions.
struct LuaDecoder {
  private var next: UnsafePointer<luashim_value>
  private let interpreter: LuaInterpreter

  init(_ values: UnsafePointer<luashim_value>, _ interpreter: LuaInterpreter) {
    next = values
    self.interpreter = interpreter
  }

  mutating func value() -> LuaValue {
    let flat = next.pointee
    next += 1
    switch flat.kind {
    case luashim_function:
      return .function(LuaFunction(interpreter, reference: Int32(flat.integer)))
    case luashim_file: return .file(descriptor: Int32(flat.integer))
    case luashim_other: return .other(type: flat.bytes.map { String(cString: $0) } ?? "value")
    case luashim_table: return .table(table(items: Int(flat.length), pairs: Int(flat.integer)))
    default: return Self.plain(flat)
    }
  }

  /// Reads a value that is neither a table nor a function.
  static func plain(_ flat: luashim_value) -> LuaValue {
    switch flat.kind {
    case luashim_boolean: .boolean(flat.integer != 0)
    case luashim_integer: .integer(flat.integer)
    case luashim_number: .number(flat.number)
    case luashim_string: .string(bytes(flat).map { Array($0) } ?? [])
    default: .nil
    }
  }

  /// The bytes of a string; nil for another type.
  static func bytes(_ flat: luashim_value) -> UnsafeRawBufferPointer? {
    guard flat.kind == luashim_string, let bytes = flat.bytes else { return nil }
    return UnsafeRawBufferPointer(start: bytes, count: Int(flat.length))
  }

  private mutating func table(items: Int, pairs: Int) -> LuaTable {
    var table = LuaTable()
    table.list.reserveCapacity(items)
    for _ in 0..<items { table.list.append(value()) }
    for _ in 0..<pairs {
      let key = value()
      let content = value()
      if let text = key.text {
        table.fields.append((key: text, value: content))
      } else {
        table.strayKey = key.typeName
      }
    }
    return table
  }
}
