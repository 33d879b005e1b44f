internal import LuaBridge
internal import Linux
internal import SystemPackage

extension LuaArguments {
  /// A path: a string without a zero byte.
  func path(_ position: Int, _ name: String = "path") throws -> [UInt8] {
    guard case .string = self[position] else { throw wrongType(position, name, "string") }
    return try SpawnArguments.bytes(self[position], name, position)
  }

  /// Permissions as a string of octal digits, such as "644".
  ///
  /// A number is refused, because `644` without quotes is decimal.
  func permissions(
    _ position: Int, _ name: String, or fallback: UInt32
  ) throws -> FilePermissions {
    if isNil(position) { return FilePermissions(rawValue: fallback) }
    return try Self.permissions(self[position], position, name)
  }

  static func permissions(
    _ value: LuaValue, _ position: Int, _ name: String
  ) throws -> FilePermissions {
    switch value {
    case .string:
      guard let text = value.text, let mode = UInt32(text, radix: 8), mode <= 0o7777,
        text.first != "+"
      else {
        throw LuaArgumentError(
          position,
          "\(name): '\(value.text ?? "")' is not a mode in octal digits such as \"644\": EINVAL")
      }
      return FilePermissions(rawValue: mode)
    case .integer(let number):
      let digits = UInt32("\(number)", radix: 8) == nil ? "644" : "\(number)"
      throw LuaArgumentError(
        position,
        "\(name): the number \(number) is decimal: write octal digits in a string, as "
          + "\"\(digits)\": EINVAL")
    default:
      throw LuaArgumentError(
        position, "\(name): a string of octal digits expected, as \"644\", got \(value.typeName)")
    }
  }
}

extension FilePermissions {
  /// Three or four octal digits.
  var luaValue: LuaValue {
    let digits = String(rawValue, radix: 8)
    return .text(String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits)
  }
}
