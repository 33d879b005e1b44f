package import Linux
package import SystemPackage

/// Connects the caller's terminal with a terminal in a box.
package final class TerminalRelay {
  private let master: FileDescriptor
  private let caller: CallerTerminal?
  private var typed: InputQueue
  private let output = CallerOutput(.standardOutput)
  private var sources: [FileDescriptor]

  /// Connects standard input and output with a terminal.
  ///
  /// - Parameter master: The controlling end of the terminal.
  /// - Throws: EIO if the caller's terminal was disconnected.
  package init(_ master: FileDescriptor) throws {
    self.master = master
    sources = [.standardInput, master]
    typed = try InputQueue(to: master)
    Terminals.copySize(from: .standardInput, to: master)
    caller = try CallerTerminal()
  }

  /// The descriptors to wait for.
  package var descriptors: [FileDescriptor] {
    sources.filter {
      $0 == .standardInput ? !typed.isFull : !output.isFull
    }
  }

  /// When to stop waiting; nil for no deadline.
  package var deadline: Instant? {
    typed.isFull || output.isFull ? .now + InputQueue.retryInterval : nil
  }

  /// Passes on what can be read now.
  ///
  /// - Throws: What writing the output throws.
  package func relay(_ readable: [FileDescriptor]) throws(SystemError) {
    try flush()
    if readable.contains(master), !output.isFull { try passOutput() }
    typed.flush()
    guard readable.contains(.standardInput) else { return }
    let bytes = Descriptors.readUntilEnd(.standardInput)
    if bytes == nil { sources.removeAll { $0 == .standardInput } }
    // The end of the input is typed as Ctrl-D.
    typed.add(bytes ?? [4])
  }

  /// Passes on the remaining output.
  ///
  /// - Throws: What writing it throws.
  package func passRest() throws(SystemError) {
    while true {
      try flush()
      if output.isFull {
        guard !Watch.isAskedToEnd else { return }
        _ = Polling.wait(for: [], until: .now + InputQueue.retryInterval)
      } else {
        guard sources.contains(master), !Polling.wait(for: [master], until: .now).isEmpty else {
          return
        }
        try passOutput()
      }
    }
  }

  /// Restores the settings of the caller's terminal.
  package func finish() { caller?.restore() }

  private func passOutput() throws(SystemError) {
    guard let bytes = Descriptors.readUntilEnd(master) else {
      return sources.removeAll { $0 == master }
    }
    output.add(bytes)
    try flush()
  }

  private func flush() throws(SystemError) {
    output.flush()
    if let failure = output.failure { throw failure }
  }
}
