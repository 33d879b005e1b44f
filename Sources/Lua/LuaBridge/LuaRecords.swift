internal import CLuaShim

/// A list of tables whose values are numbers, Booleans and literals.
///
/// The tables are written directly into the form that is passed to Lua, which is much faster than a
/// ``LuaTable`` for each. Like an interpreter, records may be used only by the thread that created
/// them.
public final class LuaRecords: @unchecked Sendable {
  /// The head of the list, followed by the tables.
  private var values: UnsafeMutableBufferPointer<luashim_value>
  private var end = 1

  /// Creates an empty list.
  public init() {
    values = .allocate(capacity: 32)
    values[0] = luashim_value()
    values[0].kind = luashim_table
  }

  /// Creates a list of one table, for ``LuaValue/record(_:)``.
  public convenience init(_ write: (inout LuaRecord) -> Void) {
    self.init()
    append(write)
  }

  deinit { values.deallocate() }

  /// Appends a table.
  ///
  /// - Parameter write: Writes the fields of the table.
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

  /// Removes all tables and keeps the memory.
  func removeAll() {
    end = 1
    values[0].length = 0
  }

  /// The flat form of the list, valid until a table is added.
  var list: UnsafeBufferPointer<luashim_value> { UnsafeBufferPointer(rebasing: values[..<end]) }
  /// The flat form of the first table.
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

/// A table of ``LuaRecords`` while its fields are written.
public struct LuaRecord {
  private let records: LuaRecords
  /// The class whose metatable the table gets; nil for no metatable.
  public var metatable: LuaClass?

  fileprivate init(_ records: LuaRecords) { self.records = records }

  /// Adds an integer field.
  public mutating func add(_ name: StaticString, _ integer: Int64) {
    records.add(luashim_value(name), luashim_value(integer))
  }

  /// Adds an integer with an integer key.
  public mutating func add(_ key: Int64, _ integer: Int64) {
    records.add(luashim_value(key), luashim_value(integer))
  }

  /// Adds a float field.
  public mutating func add(_ name: StaticString, _ number: Double) {
    records.add(luashim_value(name), luashim_value(number))
  }

  /// Adds a Boolean field.
  public mutating func add(_ name: StaticString, _ boolean: Bool) {
    records.add(luashim_value(name), luashim_value(boolean))
  }

  /// Adds a string field.
  public mutating func add(_ name: StaticString, _ word: StaticString) {
    records.add(luashim_value(name), luashim_value(word))
  }
}
