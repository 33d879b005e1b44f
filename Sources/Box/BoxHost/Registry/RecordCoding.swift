internal import FoundationEssentials

/// JSON with sorted keys.
enum RecordCoding {
  static func encode(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Numbers, strings and structures of them can always be encoded.
    return (try? encoder.encode(value)).map { Array($0) } ?? []
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ text: [UInt8]) -> Value? {
    // The decoder is slow to say no.
    guard text.first == UInt8(ascii: "{") else { return nil }
    return try? JSONDecoder().decode(type, from: Data(text))
  }
}
