internal import BoxHost
internal import SignalModel

/// The boxes that a command is applied to.
package struct BoxNames {
  private let names: [String]

  package init(_ names: [String]) { self.names = names }

  /// Refuses a signal among the names, as in `kill TERM web`, which would send the default signal.
  func refuseSignals(_ registry: BoxRegistry, verb: String) throws {
    guard let word = names.first(where: { Signal(parsing: $0) != nil }),
      try registry.find(word) == nil
    else { return }
    let others = names.filter { $0 != word }
    let right = others.isEmpty ? "NAME" : others.joined(separator: " ")
    throw BoxFailure(
      status: ownFailure,
      "'\(word)' is a signal, not a box: sigbox \(verb) -s \(word) \(right)")
  }

  /// Calls `body` with every name, also after a failure, and reports each failure.
  func forEach(_ body: (String) throws -> Void) throws {
    var last: (any Error)?
    for name in names {
      do {
        try body(name)
      } catch {
        // If output cannot be written, every box fails in the same way.
        if let last, "\(last)" != "\(error)" { printError(last) }
        last = error
      }
    }
    if let last { throw last }
  }
}
