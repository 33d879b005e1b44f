internal import FoundationEssentials

/// Encodes the JSON documents that sigbox prints.
enum JSON {
  /// The JSON text of a value, with sorted keys and without the keys of absent optionals.
  static func text(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Numbers, texts and structures of them can always be encoded.
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
