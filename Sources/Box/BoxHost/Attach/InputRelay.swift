internal import Linux
internal import SystemPackage

/// Copies the caller's standard input to a pipe, so that a box never has the terminal or file itself.
final class InputRelay {
  /// The end for the box to read from.
  let reading: FileDescriptor
  private let writing: FileDescriptor
  private let isTerminal: Bool
  private var readEnd: OwnedDescriptor?
  /// nil once the input has ended, or the box reads no more.
  private var writeEnd: OwnedDescriptor?
  private var pending: [UInt8] = []

  init() throws(SystemError) {
    isTerminal = OpenFile.kind(of: .standardInput) == .terminal
    (reading, writing) = try Pipe().release()
    readEnd = OwnedDescriptor(owning: reading)
    writeEnd = OwnedDescriptor(owning: writing)
    try Descriptors.makeNonblocking(writing)
  }

  /// Leaves the end to read from to the child; for the parent.
  func closeReading() { readEnd = nil }

  private var isOpen: Bool { writeEnd.descriptor != nil }

  /// Reading in the background would stop the caller with TTIN, whether or not the command reads.
  private var isInBackground: Bool { isTerminal && Terminals.isInBackground(.standardInput) }

  /// The descriptors to wait for.
  var descriptors: [FileDescriptor] {
    isOpen && pending.isEmpty && !isInBackground ? [.standardInput] : []
  }

  /// The descriptors to wait for until they have room.
  var writable: [FileDescriptor] { isOpen && !pending.isEmpty ? [writing] : [] }

  /// When to look again whether the caller is in the foreground; nil for never.
  var deadline: Instant? { isOpen && isInBackground ? .now + .milliseconds(500) : nil }

  /// Passes on what can be read and written now, without blocking.
  func relay(_ readable: [FileDescriptor]) {
    flush()
    guard isOpen, pending.isEmpty, readable.contains(.standardInput), !isInBackground else {
      return
    }
    guard let bytes = Descriptors.readUntilEnd(.standardInput) else { return writeEnd = nil }
    pending = bytes
    flush()
  }

  private func flush() {
    guard isOpen, !pending.isEmpty else { return }
    do throws(SystemError) {
      pending.removeFirst(try Descriptors.writeWhatFits(pending, to: writing))
    } catch {
      writeEnd = nil
    }
  }
}
