internal import Linux
internal import SystemPackage

/// The caller's terminal while every key is another terminal's: Ctrl-C, Ctrl-Z and Ctrl-\ are that
/// one's to make signals of.
final class CallerTerminal {
  private var settings: [UInt8]?

  /// Has standard input pass every key; nil where it is no terminal.
  ///
  /// - Throws: EIO of a terminal that has gone.
  init?() throws(SystemError) {
    guard Terminals.isTerminal(.standardInput) else { return nil }
    settings = try Terminals.makeRaw(.standardInput)
  }

  /// Gives it back its settings.
  func restore() {
    if let settings { try? Terminals.restore(settings, on: .standardInput) }
    settings = nil
  }
}

/// Ctrl-P Ctrl-Q among what is typed, by which docker's users leave a container to itself.
struct DetachKeys {
  private static let first: UInt8 = 0x10
  private static let last: UInt8 = 0x11
  private var hasFirst = false

  /// Looks through what is typed.
  ///
  /// - Returns: What is for the box, and whether the keys came.
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
