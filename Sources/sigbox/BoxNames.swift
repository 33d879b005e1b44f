import ArgumentParser

/// The boxes that a command is for.
struct BoxNames: ParsableArguments {
  @Argument(help: "The boxes' names.")
  var names: [String]

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
