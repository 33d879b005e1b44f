internal import CLinux
internal import Glibc
package import SystemPackage

/// Terminals and pseudoterminals: tty(4), pty(7).
package enum Terminals {
  /// Makes a terminal the caller's: its standard descriptors, and the controlling terminal of the
  /// session, which the caller must lead.
  ///
  /// - Throws: EPERM, ENOTTY.
  package static func take(_ terminal: FileDescriptor) throws(SystemError) {
    try control(terminal, stealing: false)
    try Descriptors.redirect(0...2, to: terminal)
  }

  /// Gives a terminal the size of another; nothing happens if that is no terminal.
  package static func copySize(from source: FileDescriptor, to target: FileDescriptor) {
    guard let size = try? size(of: source) else { return }
    try? setSize(rows: size.rows, columns: size.columns, of: target)
  }

  /// Opens the terminal that is the standard input of a process; nil if that is no terminal.
  package static func input(of pid: Int32) -> OwnedDescriptor? {
    // Whatever is there now: it must not block, nor become the caller's controlling terminal.
    let number = Glibc.open("/proc/\(pid)/fd/0", O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard number >= 0 else { return nil }
    let input = OwnedDescriptor(owning: FileDescriptor(rawValue: number))
    guard isTerminal(input.descriptor) else { return nil }
    return input
  }

  /// Whether a descriptor is a terminal: isatty(3).
  package static func isTerminal(_ descriptor: FileDescriptor) -> Bool {
    isatty(descriptor.rawValue) == 1
  }

  /// The first of the descriptors 0, 1 and 2 that is a terminal; nil if none is.
  package static var standard: FileDescriptor? {
    (0...2).lazy.map { FileDescriptor(rawValue: $0) }.first(where: isTerminal)
  }

  /// Whether it controls the caller's session, and another process group is in the foreground.
  package static func isInBackground(_ descriptor: FileDescriptor) -> Bool {
    clinux_in_background(descriptor.rawValue)
  }

  /// Makes it the controlling terminal of the session that the caller leads: TIOCSCTTY.
  ///
  /// - Throws: ENOTTY, EPERM for a caller that leads no session or has a terminal, and for a
  ///   terminal that controls another session, unless root steals it.
  package static func control(
    _ descriptor: FileDescriptor, stealing: Bool
  ) throws(SystemError) {
    try checked(
      clinux_control_terminal(descriptor.rawValue, stealing), "take as controlling terminal",
      name(descriptor))
  }

  /// Gives up the controlling terminal: TIOCNOTTY.
  ///
  /// For the leader of a session HUP and CONT go to the foreground group.
  ///
  /// - Throws: ENOTTY for one that is not the caller's.
  package static func release(_ descriptor: FileDescriptor) throws(SystemError) {
    try checked(clinux_release_terminal(descriptor.rawValue), "give up", name(descriptor))
  }

  /// The foreground process group: tcgetpgrp(3).
  ///
  /// - Throws: ENOTTY for one that is not the caller's controlling terminal.
  package static func foreground(of descriptor: FileDescriptor) throws(SystemError) -> Int32 {
    try checkedErrno("find the foreground group of", name(descriptor)) {
      tcgetpgrp(descriptor.rawValue)
    }
  }

  /// Passes every byte as it comes, with no signals from keys: cfmakeraw(3).
  ///
  /// - Returns: The settings from before, for ``restore(_:on:)``.
  /// - Throws: ENOTTY, EINTR, EIO.
  package static func makeRaw(_ descriptor: FileDescriptor) throws(SystemError) -> [UInt8] {
    var settings = termios()
    try checkedErrno("read the settings of", name(descriptor)) {
      tcgetattr(descriptor.rawValue, &settings)
    }
    let before = withUnsafeBytes(of: settings) { Array($0) }
    cfmakeraw(&settings)
    try set(settings, on: descriptor)
    return before
  }

  /// Sets what ``makeRaw(_:)`` gave: tcsetattr(3), after output has drained.
  ///
  /// - Throws: ENOTTY, EINTR, EIO, and EINVAL for bytes that are no settings.
  package static func restore(
    _ settings: [UInt8], on descriptor: FileDescriptor
  ) throws(SystemError) {
    guard settings.count == MemoryLayout<termios>.size else {
      throw SystemError("restore", .invalidArgument, subject: "a terminal's settings")
    }
    try set(settings.withUnsafeBytes { $0.loadUnaligned(as: termios.self) }, on: descriptor)
  }

  private static func set(
    _ settings: termios, on descriptor: FileDescriptor
  ) throws(SystemError) {
    // As tcsetattr(3), which the kernel would begin again after a handler, were it TTOU's for ever.
    var settings = settings
    try checked(
      clinux_set_terminal(descriptor.rawValue, &settings), "change the settings of",
      name(descriptor))
  }

  /// Rows and columns: TIOCGWINSZ.
  ///
  /// - Throws: ENOTTY.
  package static func size(
    of descriptor: FileDescriptor
  ) throws(SystemError) -> (rows: UInt16, columns: UInt16) {
    var (rows, columns) = (UInt16(0), UInt16(0))
    try checked(
      clinux_terminal_size(descriptor.rawValue, &rows, &columns), "find the size of",
      name(descriptor))
    return (rows, columns)
  }

  /// Sets rows and columns: TIOCSWINSZ.
  ///
  /// WINCH goes to the foreground group when they change.
  ///
  /// - Throws: ENOTTY.
  package static func setSize(
    rows: UInt16, columns: UInt16, of descriptor: FileDescriptor
  ) throws(SystemError) {
    try checked(
      clinux_set_terminal_size(descriptor.rawValue, rows, columns), "set the size of",
      name(descriptor))
  }

  private static func name(_ descriptor: FileDescriptor) -> String {
    "terminal descriptor \(descriptor.rawValue)"
  }
}
