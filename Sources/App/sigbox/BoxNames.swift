import ArgumentParser
import BoxHost
import SignalModel

/// The boxes that a command is for.
struct BoxNames: ParsableArguments {
  @Argument(help: "The boxes' names.")
  var names: [String]

  /// Refuses a signal among the names, as in `kill TERM web`: a default signal would be sent.
  ///
  /// - Parameters:
  ///   - registry: Where a box may have such a name.
  ///   - verb: The command, for the line that is right.
  /// - Throws: `BoxFailure` with that line.
  func check(against registry: BoxRegistry, for verb: String) throws {
    guard let word = names.first(where: { Signal(parsing: $0) != nil }),
      try registry.find(word) == nil
    else { return }
    let others = names.filter { $0 != word }
    let right = others.isEmpty ? "NAME" : others.joined(separator: " ")
    throw BoxFailure(
      status: ownFailure,
      "'\(word)' is a signal, not a box: sigbox \(verb) -s \(word) \(right)")
  }

  /// Does something with each of them, and goes on where one of them fails, as docker does.
  func forEach(_ body: (String) throws -> Void) throws {
    var last: (any Error)?
    for name in names {
      do {
        try body(name)
      } catch {
        // Output that cannot be written fails for each box alike.
        if let last, "\(last)" != "\(error)" { Main.tell(last) }
        last = error
      }
    }
    if let last { throw last }
  }
}
