internal import LuaBridge

extension LuaArguments {
  /// A duration in seconds, 0 or more.
  func seconds(_ position: Int) throws -> Double {
    let seconds = try number(position, "seconds")
    guard seconds >= 0 else {
      throw LuaArgumentError(position, "seconds must be 0 or more, not \(seconds): EINVAL")
    }
    return seconds
  }
}
