internal import FoundationEssentials

/// The content of a progress file.
struct ProgressFile: Codable, Equatable {
  private(set) var schema = "sigbox-progress-1"
  var seed: UInt64
  var last: String?
  var exercises: [String: Progress.Entry] = [:]

  struct ParsingError: Error, CustomStringConvertible {
    let description: String
  }

  /// The content for a new learner.
  init(seed: UInt64) { self.seed = seed }

  /// Reads a file, in JSON or in the format of older versions.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes.
  ///   - seed: The seed, if the file has none.
  /// - Throws: ``ParsingError`` if the content is not a learner's progress.
  init(reading bytes: [UInt8], newSeed seed: UInt64) throws(ParsingError) {
    guard Self.isJSON(bytes) else {
      try self.init(lines: String(decoding: bytes, as: UTF8.self), newSeed: seed)
      return
    }
    let own = Self(seed: 0).schema
    // First: a later schema may have other fields.
    if let schema = try? JSONDecoder().decode(Schema.self, from: Data(bytes)).schema, schema != own
    {
      throw ParsingError(
        description: "its schema '\(schema.prefix(40))' is not \(own): another sigbox wrote it")
    }
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(bytes))
    } catch {
      throw ParsingError(description: "it is not valid JSON of this workshop")
    }
    try checkHints()
  }

  private struct Schema: Decodable {
    let schema: String
  }

  /// No exercise has as many hints.
  func checkHints() throws(ParsingError) {
    guard exercises.values.allSatisfy({ (0...1000).contains($0.hints) }) else {
      throw ParsingError(description: "its number of hints is not valid")
    }
  }

  static func isJSON(_ bytes: [UInt8]) -> Bool { bytes.first == UInt8(ascii: "{") }

  /// The file's bytes, in JSON.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Numbers, texts and structures of them can always be encoded.
    let json = (try? encoder.encode(self)).map { Array($0) } ?? []
    return json + "\n".utf8
  }
}
