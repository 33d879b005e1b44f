internal import SystemCalls
public import SystemPackage

/// The caller's terminal and one in a box, connected: what is typed here is typed there.
///
/// The caller's passes every key as it comes, so that Ctrl-C, Ctrl-Z and Ctrl-\ are the other's to
/// make signals of.
public final class TerminalRelay {
  private let master: FileDescriptor
  private var settings: [UInt8]?
  private var sources: [FileDescriptor]

  /// Connects standard input and output with a terminal in a box.
  ///
  /// - Parameter master: The end that controls that terminal.
  /// - Throws: EIO of a caller's terminal that has gone.
  public init(_ master: FileDescriptor) throws {
    self.master = master
    sources = [.standardInput, master]
    if Terminals.isTerminal(.standardInput) {
      Terminals.copySize(from: .standardInput, to: master)
      settings = try Terminals.makeRaw(.standardInput)
    }
  }

  /// What to wait for.
  public var descriptors: [FileDescriptor] { sources }

  /// Passes on what can be read.
  public func relay(_ readable: [FileDescriptor]) {
    if readable.contains(master) { passOutput() }
    guard readable.contains(.standardInput) else { return }
    let typed = (try? Descriptors.read(.standardInput)) ?? []
    if typed.isEmpty { sources.removeAll { $0 == .standardInput } }
    // The end of the input is Ctrl-D.
    try? FileContents.write(typed.isEmpty ? [4] : typed, to: master)
  }

  /// Passes on the rest of the output, and gives the caller's terminal back its settings.
  public func finish() {
    while sources.contains(master), !Polling.wait(for: [master], until: .now).isEmpty {
      passOutput()
    }
    if let settings { try? Terminals.restore(settings, on: .standardInput) }
    settings = nil
  }

  private func passOutput() {
    // EIO: nobody in the box has the terminal open.
    let output = (try? Descriptors.read(master)) ?? []
    if output.isEmpty { sources.removeAll { $0 == master } }
    try? FileContents.write(output, to: .standardOutput)
  }
}
