package import Linux
package import SystemPackage

/// The caller's terminal and one in a box, connected: what is typed here is typed there.
package final class TerminalRelay {
  private let master: FileDescriptor
  private let caller: CallerTerminal?
  private var typed: InputQueue
  private var sources: [FileDescriptor]

  /// Connects standard input and output with a terminal in a box.
  ///
  /// - Parameter master: The end that controls that terminal.
  /// - Throws: EIO of a caller's terminal that has gone.
  package init(_ master: FileDescriptor) throws {
    self.master = master
    sources = [.standardInput, master]
    typed = try InputQueue(to: master)
    Terminals.copySize(from: .standardInput, to: master)
    caller = try CallerTerminal()
  }

  /// What to wait for.
  package var descriptors: [FileDescriptor] {
    typed.isFull ? sources.filter { $0 != .standardInput } : sources
  }

  /// Until when to wait for it; nil for ever.
  package var deadline: Instant? { typed.isFull ? .now + InputQueue.retryInterval : nil }

  /// Passes on what can be read.
  ///
  /// - Throws: What writing the output throws.
  package func relay(_ readable: [FileDescriptor]) throws(SystemError) {
    if readable.contains(master) { try passOutput() }
    typed.flush()
    guard readable.contains(.standardInput) else { return }
    let bytes = Descriptors.readUntilEnd(.standardInput)
    if bytes == nil { sources.removeAll { $0 == .standardInput } }
    // The end of the input is Ctrl-D.
    typed.add(bytes ?? [4])
  }

  /// Passes on the rest of the output.
  ///
  /// - Throws: What writing it throws.
  package func passRest() throws(SystemError) {
    while sources.contains(master), !Polling.wait(for: [master], until: .now).isEmpty {
      try passOutput()
    }
  }

  /// Gives the caller's terminal back its settings.
  package func finish() { caller?.restore() }

  private func passOutput() throws(SystemError) {
    guard let output = Descriptors.readUntilEnd(master) else {
      return sources.removeAll { $0 == master }
    }
    try FileContents.write(output, to: .standardOutput)
  }
}
