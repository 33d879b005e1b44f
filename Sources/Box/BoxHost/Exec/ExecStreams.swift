internal import Linux
internal import SystemPackage

/// The standard descriptors of a command that is sent into a box without a terminal of its own.
///
/// The box could open what a descriptor refers to once more, and so reach the caller's terminal or
/// files. Therefore only pipes, sockets and /dev/null are handed in; all else is relayed.
final class ExecStreams {
  private let input: InputRelay?
  private let output: OutputRelay

  /// - Throws: EISDIR or EBADF for a descriptor that cannot be relayed.
  init() throws(SystemError) {
    var relayed: [Int32] = []
    for number: Int32 in 0...2 where try Self.isRelayed(number) { relayed.append(number) }
    input = relayed.contains(0) ? try InputRelay() : nil
    output = try OutputRelay(relayed.filter { $0 > 0 })
  }

  private static func isRelayed(_ number: Int32) throws(SystemError) -> Bool {
    let name = ["standard input", "standard output", "standard error"][Int(number)]
    switch OpenFile.kind(of: FileDescriptor(rawValue: number)) {
    case .pipe, .socket, .null: return false
    case .terminal, .other: return true
    case .directory:
      throw SystemError(
        "pass on", .isDirectory, subject: name, remedy: "redirect it, as in </dev/null")
    case .none:
      throw SystemError(
        "pass on", .badFileDescriptor, subject: name, remedy: "redirect it, as in </dev/null")
    }
  }

  /// What takes the places of 0, 1 and 2 in the box, where it is not the caller's own.
  var places: [Int32: FileDescriptor] {
    var places = output.places
    places[0] = input?.reading
    return places
  }

  /// Leaves the box's ends to it; for the parent.
  func closePlaces() {
    input?.closeReading()
    output.closeWriting()
  }

  /// The descriptors to wait for.
  var descriptors: [FileDescriptor] { output.descriptors + (input?.descriptors ?? []) }

  /// The descriptors to wait for until they have room.
  var writable: [FileDescriptor] { input?.writable ?? [] }

  /// When to stop waiting; nil for no deadline.
  var deadline: Instant? {
    [output.deadline, input?.deadline].compactMap { $0 }.min()
  }

  /// Passes on what can be read and written now.
  func relay(_ ready: [FileDescriptor]) {
    output.relay(ready)
    input?.relay(ready)
  }

  /// Passes on the rest of the output, until a signal asks the caller to end.
  ///
  /// - Throws: What writing the output threw.
  func finish() throws(SystemError) {
    output.drain { Watch.isAskedToEnd }
    if let failure = output.failure { throw failure }
  }
}
