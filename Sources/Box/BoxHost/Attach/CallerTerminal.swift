internal import Linux
internal import SystemPackage

/// The caller's terminal in raw mode: the box's terminal turns Ctrl-C, Ctrl-Z and Ctrl-\ into signals.
final class CallerTerminal {
  private var settings: [UInt8]?

  /// Sets standard input to raw mode; nil if it is not a terminal.
  ///
  /// - Throws: EIO if the terminal was disconnected.
  init?() throws(SystemError) {
    guard Terminals.isTerminal(.standardInput) else { return nil }
    settings = try Terminals.makeRaw(.standardInput)
  }

  /// Restores the settings.
  func restore() {
    if let settings { try? Terminals.restore(settings, on: .standardInput) }
    settings = nil
  }
}
