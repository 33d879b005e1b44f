/// A built-in init: a script of lua/inits.
package struct BuiltInInit {
  package static let names = Scripts.names(in: "inits")

  package let name: String
  package let source: [UInt8]

  package init?(_ name: String) {
    guard let source = Scripts.text("inits/\(name)") else { return nil }
    self.name = name
    self.source = source
  }

  /// Whether the init takes arguments, such as a program to start.
  ///
  /// It does if its head comment contains a line that begins with `-- Usage: `.
  package var takesArguments: Bool {
    let head = source.split(separator: UInt8(ascii: "\n")).prefix { $0.starts(with: "--".utf8) }
    return head.contains { $0.starts(with: "-- Usage: ".utf8) }
  }

  /// The name in reports, which distinguishes the init from the program that it imitates.
  package var title: String { "\(name) (built-in)" }
}
