/// A built-in init: a script of lua/inits.
package struct BuiltInInit {
  /// The names of all.
  package static let names = Scripts.names(in: "inits")

  /// The name: `python`, `tini`.
  package let name: String
  /// The script.
  package let source: [UInt8]

  /// Finds one by its name, nil where there is none.
  package init?(_ name: String) {
    guard let source = Scripts.text("inits/\(name)") else { return nil }
    self.name = name
    self.source = source
  }

  /// Whether it takes arguments, as the inits that start a program do: its head then says how, in a
  /// line that begins with `-- Usage: `.
  package var takesArguments: Bool {
    let head = source.split(separator: UInt8(ascii: "\n")).prefix { $0.starts(with: "--".utf8) }
    return head.contains { $0.starts(with: "-- Usage: ".utf8) }
  }

  /// The name in reports, which tells it from the program that it imitates.
  package var title: String { "\(name) (built-in)" }
}
