internal import CLuaShim

/// Writes values into the flat form that C pushes onto Lua's stack.
///
/// The memory is the encoder's and is used again for the next values.
final class LuaEncoder {
  private var values = UnsafeMutableBufferPointer<luashim_value>.allocate(capacity: 32)
  private var text = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)
  /// Functions on their way to Lua's stack keep their references until then.
  private var functions: [LuaFunction] = []

  /// Encodes the values and gives a pointer that lives until the next encoding.
  func encoded(_ contents: [LuaValue]) -> UnsafePointer<luashim_value>? {
    // Measured first: what is written never moves, so strings can be pointed to.
    var size = Size()
    for value in contents { size.add(value) }
    reserve(size)
    var writer = Writer(next: values.baseAddress, bytes: text.baseAddress)
    for value in contents { writer.write(value) }
    if !functions.isEmpty || !size.functions.isEmpty { functions = size.functions }
    return UnsafePointer(values.baseAddress)
  }

  /// Encodes one table of numbers and short texts, which takes no memory of its own.
  func encoded(_ record: (inout LuaRecord) -> Void) -> UnsafePointer<luashim_value>? {
    reserve(Size(values: 2 * LuaRecord.most + 1, bytes: LuaRecord.longest))
    var written = LuaRecord(values: values, text: text)
    record(&written)
    written.finish()
    return UnsafePointer(values.baseAddress)
  }

  private func reserve(_ size: Size) {
    if values.count < size.values {
      values.deallocate()
      values = .allocate(capacity: size.values)
    }
    if text.count < size.bytes {
      text.deallocate()
      text = .allocate(capacity: size.bytes)
    }
  }

  deinit {
    values.deallocate()
    text.deallocate()
  }

  /// How much room values take.
  private struct Size {
    var values = 0
    var bytes = 0
    var functions: [LuaFunction] = []

    mutating func add(_ value: LuaValue) {
      values += 1
      switch value {
      case .string(let string): bytes += string.count
      case .text(let text): bytes += text.utf8.count
      case .function(let function): functions.append(function)
      case .table(let table):
        for item in table.list { add(item) }
        for field in table.fields {
          values += 1
          bytes += field.key.utf8.count
          add(field.value)
        }
      case .nil, .boolean, .integer, .number, .file, .other: break
      }
    }
  }

  /// Writes one value after another.
  private struct Writer {
    var next: UnsafeMutablePointer<luashim_value>?
    var bytes: UnsafeMutablePointer<UInt8>?

    mutating func write(_ value: LuaValue) {
      var flat = luashim_value()
      switch value {
      case .nil, .file, .other: flat.kind = luashim_nil
      case .boolean(let boolean):
        flat.kind = luashim_boolean
        flat.integer = boolean ? 1 : 0
      case .integer(let integer):
        flat.kind = luashim_integer
        flat.integer = integer
      case .number(let number):
        flat.kind = luashim_number
        flat.number = number
      case .string(let string):
        return string.withUnsafeBufferPointer { write($0) }
      case .text(var text):
        return text.withUTF8 { write($0) }
      case .function(let function):
        flat.kind = luashim_function
        flat.integer = Int64(function.reference)
      case .table(let table):
        flat.kind = luashim_table
        flat.length = UInt32(table.list.count)
        flat.integer = Int64(table.fields.count)
        write(flat)
        for item in table.list { write(item) }
        for field in table.fields {
          var key = field.key
          key.withUTF8 { write($0) }
          write(field.value)
        }
        return
      }
      write(flat)
    }

    private mutating func write(_ string: UnsafeBufferPointer<UInt8>) {
      var flat = luashim_value()
      flat.kind = luashim_string
      flat.length = UInt32(string.count)
      if let start = string.baseAddress, let bytes {
        bytes.update(from: start, count: string.count)
        flat.bytes = UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self)
        self.bytes = bytes + string.count
      }
      write(flat)
    }

    private mutating func write(_ flat: luashim_value) {
      next?.initialize(to: flat)
      next = next.map { $0 + 1 }
    }
  }
}
