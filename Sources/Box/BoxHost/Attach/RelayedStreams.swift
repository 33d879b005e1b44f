internal import Linux
internal import SystemPackage

/// The standard descriptors of a program in a box without a terminal.
///
/// The box could open what a descriptor refers to again, and so reach the caller's files or terminal,
/// change their mode or owner, and leave a directory through `..`. Therefore a program gets only pipes
/// and sockets, devices such as /dev/null, which every box has, and the caller's terminal if it may use
/// that. Everything else is relayed.
final class RelayedStreams {
  private let input: InputRelay?
  private let output: OutputRelay

  /// Makes the pipes; nil if nothing is to be relayed.
  ///
  /// - Parameters:
  ///   - keepsTerminals: Whether the program gets the caller's terminal.
  ///   - text: A text to look for in the output, all of which is then relayed; nil for none.
  /// - Throws: EISDIR or EBADF for a descriptor that cannot be relayed.
  init?(
    keepingTerminals keepsTerminals: Bool, searching text: [UInt8]? = nil
  ) throws(SystemError) {
    var relayed: [Int32] = []
    for number: Int32 in 0...2 {
      let isNeeded = try Self.isRelayed(number, keepsTerminals)
      if isNeeded || number > 0 && text != nil { relayed.append(number) }
    }
    if relayed.isEmpty { return nil }
    input = relayed.contains(0) ? try InputRelay() : nil
    output = try OutputRelay(relayed.filter { $0 > 0 }, searching: text)
  }

  /// Whether the text to look for was written.
  var hasFoundText: Bool { output.hasFoundText }

  private static func isRelayed(
    _ number: Int32, _ keepsTerminals: Bool
  ) throws(SystemError) -> Bool {
    let name = ["standard input", "standard output", "standard error"][Int(number)]
    switch OpenFile.kind(of: FileDescriptor(rawValue: number)) {
    case .pipe, .socket, .memoryDevice: return false
    case .terminal: return !keepsTerminals
    case .other: return true
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

  /// Puts the box's ends in their places; for the child.
  ///
  /// - Throws: EBADF.
  func takePlaces() throws(SystemError) {
    for (number, place) in places { try Descriptors.duplicate(place, to: number) }
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
