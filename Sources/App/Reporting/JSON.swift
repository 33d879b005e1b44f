internal import FoundationEssentials
internal import Linux

/// Encodes the JSON documents that sigbox prints.
enum JSON {
  /// The JSON text of a value, with sorted keys and without the keys of absent optionals.
  static func text(_ value: some Encodable) -> String { text(value, [.prettyPrinted]) }

  /// The same in one line.
  static func line(_ value: some Encodable) -> String { text(value, []) }

  private static func text(
    _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
    // Numbers, texts and structures of them can always be encoded.
    return (try? encoder.encode(value)).map { escaped(String(decoding: $0, as: UTF8.self)) } ?? "{}"
  }

  /// Escapes the characters that JSON allows in a string, but that a terminal does not show.
  private static func escaped(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: { $0 != "\n" && ArgumentText.isHidden($0) }) else {
      return json
    }
    var escaped = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      // A newline is between values: the encoder has escaped those in strings.
      guard scalar != "\n", ArgumentText.isHidden(scalar) else {
        escaped.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        escaped.append(contentsOf: "\\u".unicodeScalars)
        escaped.append(
          contentsOf: (String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars)
      }
    }
    return String(escaped)
  }
}
