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

  /// Restores the settings, unless a shell or another job uses the terminal by now.
  func restore() {
    if let settings, !Terminals.isInBackground(.standardInput) {
      try? Terminals.restore(settings, on: .standardInput)
    }
    settings = nil
  }
}
