internal import CLuaShim

/// Writes values into the flat array that C pushes onto Lua's stack.
///
/// The encoder reuses its memory for the next values.
final class LuaEncoder {
  private var values = UnsafeMutableBufferPointer<luashim_value>.allocate(capacity: 32)
  private var text = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)
  /// Keeps functions and records alive until C has pushed them.
  private var kept: [LuaValue] = []
  /// The buffer for calls with one record.
  private let records = LuaRecords()

  /// Encodes the values; the result is valid until the next encoding.
  func encoded(_ contents: [LuaValue]) -> UnsafePointer<luashim_value>? {
    if !kept.isEmpty { kept = [] }
    // The most frequent results: none, or one value without further parts.
    if contents.isEmpty { return nil }
    if contents.count == 1 {
      if let flat = Writer.plain(contents[0]) {
        values[0] = flat
        return UnsafePointer(values.baseAddress)
      }
      if let written = contents[0].written {
        kept = contents
        return written.baseAddress
      }
    }
    // Measure first: strings are referred to by pointer, so the buffers must not move.
    var size = Size()
    for value in contents { size.add(value) }
    reserve(size)
    var writer = Writer(next: values.baseAddress, bytes: text.baseAddress)
    for value in contents { writer.write(value) }
    if !size.kept.isEmpty { kept = size.kept }
    return UnsafePointer(values.baseAddress)
  }

  /// Encodes one record without allocating memory.
  func encoded(_ record: (inout LuaRecord) -> Void) -> UnsafePointer<luashim_value>? {
    records.removeAll()
    records.append(record)
    return records.first.baseAddress
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

  /// The room that values need.
  private struct Size {
    var values = 0
    var bytes = 0
    var kept: [LuaValue] = []

    mutating func add(_ value: LuaValue) {
      values += 1
      switch value {
      case .string(let string): bytes += string.count
      case .text(let text): bytes += text.utf8.count
      case .function: kept.append(value)
      case .records, .record: values += (value.written?.count ?? 1) - 1
      case .table(let table):
        if table.metatable != nil { values += 1 }
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
      if let flat = Self.plain(value) { return write(flat) }
      if let written = value.written {
        for flat in written { write(flat) }
        return
      }
      var flat = luashim_value()
      switch value {
      case .nil, .boolean, .integer, .number, .file, .other, .records, .record: return
      case .string(let string):
        return string.withUnsafeBufferPointer { write($0) }
      case .text(var text):
        return text.withUTF8 { write($0) }
      case .function(let function):
        flat.kind = luashim_function
        flat.integer = Int64(function.reference)
      case .table(let table):
        if let metatable = table.metatable {
          flat.kind = luashim_object
          flat.integer = Int64(metatable.number)
          write(flat)
        }
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

    /// The form of a value without further parts; nil for any other value.
    static func plain(_ value: LuaValue) -> luashim_value? {
      switch value {
      case .nil, .file, .other: luashim_value()
      case .boolean(let boolean): luashim_value(boolean)
      case .integer(let integer): luashim_value(integer)
      case .number(let number): luashim_value(number)
      case .string, .text, .table, .records, .record, .function: nil
      }
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

extension LuaValue {
  /// The flat form of records, which are stored in it.
  fileprivate var written: UnsafeBufferPointer<luashim_value>? {
    switch self {
    case .records(let records): records.list
    case .record(let records): records.first
    default: nil
    }
  }
}
