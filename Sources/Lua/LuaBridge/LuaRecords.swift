internal import CLuaShim

/// Tables of a few named numbers and words, written straight into the form that C pushes: for what is
/// made so often that arrays of values would be most of the work.
///
/// As a ``LuaValue`` they are a list. They belong to the thread that made them, as all of Lua does.
public final class LuaRecords: @unchecked Sendable {
  /// The head of the list, and the tables behind it.
  private var values: UnsafeMutableBufferPointer<luashim_value>
  private var end = 1

  /// Makes a list without tables.
  public init() {
    values = .allocate(capacity: 32)
    values[0] = luashim_value()
    values[0].kind = luashim_table
  }

  /// Makes a list of one table.
  public convenience init(_ write: (inout LuaRecord) -> Void) {
    self.init()
    append(write)
  }

  deinit { values.deallocate() }

  /// Adds a table.
  public func append(_ write: (inout LuaRecord) -> Void) {
    let place = end + 1
    makeRoom(for: 2)
    values[end] = luashim_value()
    values[end].kind = luashim_object
    values[place] = luashim_value()
    values[place].kind = luashim_table
    end += 2
    var record = LuaRecord(self)
    write(&record)
    values[place - 1].integer = Int64(record.metatable?.number ?? 0)
    values[place].integer = Int64(end - place - 1) / 2
    values[0].length += 1
  }

  /// Takes all tables out; the memory is used again for the next.
  func removeAll() {
    end = 1
    values[0].length = 0
  }

  /// The list as C has it, as long as nothing is added.
  var list: UnsafeBufferPointer<luashim_value> { UnsafeBufferPointer(rebasing: values[..<end]) }
  /// The first table alone.
  var first: UnsafeBufferPointer<luashim_value> { UnsafeBufferPointer(rebasing: values[1..<end]) }

  fileprivate func add(_ key: luashim_value, _ value: luashim_value) {
    makeRoom(for: 2)
    values[end] = key
    values[end + 1] = value
    end += 2
  }

  private func makeRoom(for count: Int) {
    guard end + count > values.count else { return }
    let larger = UnsafeMutableBufferPointer<luashim_value>.allocate(capacity: 2 * values.count)
    _ = larger.update(fromContentsOf: values[..<end])
    values.deallocate()
    values = larger
  }
}

/// The one table that is being written.
public struct LuaRecord {
  private let records: LuaRecords
  /// Which metatable it gets.
  public var metatable: LuaClass?

  fileprivate init(_ records: LuaRecords) { self.records = records }

  /// Adds an integer.
  public mutating func add(_ name: StaticString, _ integer: Int64) {
    records.add(luashim_value(name), luashim_value(integer))
  }

  /// Adds an integer under another.
  public mutating func add(_ key: Int64, _ integer: Int64) {
    records.add(luashim_value(key), luashim_value(integer))
  }

  /// Adds a number.
  public mutating func add(_ name: StaticString, _ number: Double) {
    records.add(luashim_value(name), luashim_value(number))
  }

  /// Adds true or false.
  public mutating func add(_ name: StaticString, _ boolean: Bool) {
    records.add(luashim_value(name), luashim_value(boolean))
  }

  /// Adds a word.
  public mutating func add(_ name: StaticString, _ word: StaticString) {
    records.add(luashim_value(name), luashim_value(word))
  }
}
