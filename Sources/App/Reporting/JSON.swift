internal import FoundationEssentials

/// JSON texts.
enum JSON {
  /// The text of a value, keys in order; absent optionals are left out.
  static func text(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // The values are numbers, texts and structures of them, which always encode.
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
