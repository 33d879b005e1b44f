/// Finds Ctrl-P Ctrl-Q in the caller's input: the keys that detach from a container in docker.
struct DetachKeys {
  private static let first: UInt8 = 0x10
  private static let last: UInt8 = 0x11
  private var hasFirst = false

  /// Returns the bytes for the box, and whether the keys came.
  ///
  /// A Ctrl-P is held back until the next key.
  mutating func pass(_ typed: [UInt8]) -> (bytes: [UInt8], isLast: Bool) {
    var bytes: [UInt8] = []
    for key in typed {
      if hasFirst, key == Self.last { return (bytes, true) }
      if hasFirst { bytes.append(Self.first) }
      hasFirst = key == Self.first
      if !hasFirst { bytes.append(key) }
    }
    return (bytes, false)
  }
}
