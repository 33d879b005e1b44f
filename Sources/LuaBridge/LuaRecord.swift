internal import CLuaShim

/// What named values can be added to.
public protocol LuaFields {
  /// Adds an integer.
  mutating func add(_ name: StaticString, _ integer: Int64)
  /// Adds a number.
  mutating func add(_ name: StaticString, _ number: Double)
  /// Adds a text.
  mutating func add(_ name: StaticString, _ string: String)
}

extension LuaTable: LuaFields {
  /// Adds an integer.
  public mutating func add(_ name: StaticString, _ integer: Int64) {
    fields.append(("\(name)", .integer(integer)))
  }
  /// Adds a number.
  public mutating func add(_ name: StaticString, _ number: Double) {
    fields.append(("\(name)", .number(number)))
  }
  /// Adds a text.
  public mutating func add(_ name: StaticString, _ string: String) {
    fields.append(("\(name)", .text(string)))
  }
}

/// A table of a few named numbers and short texts, written straight into the form that C pushes: for
/// what is made so often that arrays of values would be most of the work.
public struct LuaRecord: LuaFields {
  static let most = 16
  static let longest = 1024

  private let values: UnsafeMutableBufferPointer<luashim_value>
  private let text: UnsafeMutableBufferPointer<UInt8>
  private var count = 1
  private var length = 0

  init(
    values: UnsafeMutableBufferPointer<luashim_value>, text: UnsafeMutableBufferPointer<UInt8>
  ) {
    self.values = values
    self.text = text
  }

  /// Adds an integer.
  public mutating func add(_ name: StaticString, _ integer: Int64) {
    add(name) {
      $0.kind = luashim_integer
      $0.integer = integer
    }
  }

  /// Adds a number.
  public mutating func add(_ name: StaticString, _ number: Double) {
    add(name) {
      $0.kind = luashim_number
      $0.number = number
    }
  }

  /// Adds a text; what is longer than any name of a signal is cut.
  public mutating func add(_ name: StaticString, _ string: String) {
    var string = string
    let start = length
    string.withUTF8 { bytes in
      let fitting = min(bytes.count, text.count - start)
      for index in 0..<fitting { text[start + index] = bytes[index] }
      length += fitting
    }
    let (address, size) = (text.baseAddress, length - start)
    add(name) {
      $0.kind = luashim_string
      $0.length = UInt32(size)
      $0.bytes = UnsafeRawPointer(address)?.advanced(by: start)
        .assumingMemoryBound(to: CChar.self)
    }
  }

  private mutating func add(_ name: StaticString, _ fill: (inout luashim_value) -> Void) {
    precondition(count + 1 < values.count, "a record of more than \(Self.most) fields")
    var key = luashim_value()
    key.kind = luashim_string
    key.length = UInt32(name.utf8CodeUnitCount)
    key.bytes = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    var value = luashim_value()
    fill(&value)
    values[count] = key
    values[count + 1] = value
    count += 2
  }

  /// Writes the head, last of all.
  func finish() {
    var head = luashim_value()
    head.kind = luashim_table
    head.integer = Int64(count / 2)
    values[0] = head
  }
}
