internal import CLuaShim

/// The flat form of values without further parts.
extension luashim_value {
  init(_ boolean: Bool) {
    self.init()
    kind = luashim_boolean
    integer = boolean ? 1 : 0
  }

  init(_ integer: Int64) {
    self.init()
    kind = luashim_integer
    self.integer = integer
  }

  init(_ number: Double) {
    self.init()
    kind = luashim_number
    self.number = number
  }

  /// A literal of the program, which ends with a zero byte.
  init(_ literal: StaticString) {
    self.init()
    kind = luashim_literal
    bytes = UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
