internal import CLuaShim

/// Writes values into the flat form that C pushes onto Lua's stack.
///
/// The memory is the encoder's and is used again for the next values.
final class LuaEncoder {
  private var values: [luashim_value] = []
  private var bytes: [UInt8] = []
  private var strings: [(index: Int, offset: Int)] = []
  /// Functions on their way to Lua's stack keep their references until then.
  private var functions: [LuaFunction] = []
  private var storage = UnsafeMutableBufferPointer<luashim_value>.allocate(capacity: 32)
  private var text = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)

  /// Encodes the values and gives a pointer that lives until the next encoding.
  func encoded(_ contents: [LuaValue]) -> UnsafePointer<luashim_value>? {
    encode(contents)
    let count = values.count
    if storage.count < count {
      storage.deallocate()
      storage = .allocate(capacity: max(count, 32))
    }
    _ = storage.update(from: values)
    return UnsafePointer(storage.baseAddress)
  }

  private func encode(_ contents: [LuaValue]) {
    values.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    strings.removeAll(keepingCapacity: true)
    functions.removeAll(keepingCapacity: true)
    for value in contents { append(value) }
    if text.count < bytes.count {
      text.deallocate()
      text = .allocate(capacity: max(bytes.count, 256))
    }
    _ = text.update(from: bytes)
    for string in strings {
      values[string.index].bytes = UnsafeRawPointer(text.baseAddress)?
        .advanced(by: string.offset).assumingMemoryBound(to: CChar.self)
    }
  }

  deinit {
    storage.deallocate()
    text.deallocate()
  }

  private func append(_ value: LuaValue) {
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
      appendString(string)
      return
    case .function(let function):
      flat.kind = luashim_function
      flat.integer = Int64(function.reference)
      functions.append(function)
    case .table(let table):
      flat.kind = luashim_table
      flat.length = UInt32(table.list.count)
      flat.integer = Int64(table.fields.count)
      values.append(flat)
      for item in table.list { append(item) }
      for field in table.fields {
        appendString(field.key.utf8)
        append(field.value)
      }
      return
    }
    values.append(flat)
  }

  private func appendString(_ string: some Collection<UInt8>) {
    strings.append((index: values.count, offset: bytes.count))
    bytes.append(contentsOf: string)
    var flat = luashim_value()
    flat.kind = luashim_string
    flat.length = UInt32(string.count)
    values.append(flat)
  }
}
