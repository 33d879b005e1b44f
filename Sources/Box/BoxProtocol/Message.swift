/// What a copy of sigbox and whoever started it tell each other: names with texts.
///
/// A name ends with a zero byte, and a text has its length before it, so that any bytes can be in it.
package struct Message: Sendable {
  /// The names and the texts, in their order.
  package private(set) var fields: [(name: String, value: [UInt8])]

  /// Makes a message.
  package init(_ fields: [(name: String, value: [UInt8])]) { self.fields = fields }

  /// Reads one, as far as the bytes make sense.
  package init(_ bytes: [UInt8]) {
    fields = []
    var rest = bytes[...]
    while let nameEnd = rest.firstIndex(of: 0) {
      let name = String(decoding: rest[..<nameEnd], as: UTF8.self)
      rest = rest[(nameEnd + 1)...]
      guard let lengthEnd = rest.firstIndex(of: 0),
        let length = Int(String(decoding: rest[..<lengthEnd], as: UTF8.self)), length >= 0,
        case let start = lengthEnd + 1, rest.endIndex - start >= length
      else { return }
      fields.append((name, Array(rest[start..<start + length])))
      rest = rest[(start + length)...]
    }
  }

  /// The bytes that go over the channel.
  package var bytes: [UInt8] {
    fields.flatMap { Array($0.name.utf8) + [0] + "\($0.value.count)".utf8 + [0] + $0.value }
  }

  /// The text of a name; nil where there is none.
  package subscript(name: String) -> String? {
    fields.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
  }
}
