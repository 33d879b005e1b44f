/// A built-in init: a script of lua/inits.
public struct BuiltInInit {
  /// The names of all.
  public static let names = Scripts.names(in: "inits")

  /// The name: `python`, `tini`.
  public let name: String
  /// The script.
  public let source: [UInt8]

  /// Finds one by its name, nil where there is none.
  public init?(_ name: String) {
    guard let source = Scripts.text("inits/\(name)") else { return nil }
    self.name = name
    self.source = source
  }

  /// Whether it takes arguments, as the inits that start a program do: its head then says how, in a
  /// line that begins with `-- Usage: `.
  public var takesArguments: Bool {
    let head = source.split(separator: UInt8(ascii: "\n")).prefix { $0.starts(with: "--".utf8) }
    return head.contains { $0.starts(with: "-- Usage: ".utf8) }
  }

  /// The name in reports, which tells it from the program that it imitates.
  public var title: String { "\(name) (built-in)" }
}
