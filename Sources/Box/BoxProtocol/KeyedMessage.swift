/// A message of named values between two processes of sigbox.
///
/// A name ends with a zero byte. A value is preceded by its length, and can contain any bytes.
package struct KeyedMessage: Sendable {
  package private(set) var fields: [(name: String, value: [UInt8])]

  package init(_ fields: [(name: String, value: [UInt8])]) { self.fields = fields }

  /// Decodes a message, up to the first invalid byte.
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

  package var bytes: [UInt8] {
    fields.flatMap { Array($0.name.utf8) + [0] + "\($0.value.count)".utf8 + [0] + $0.value }
  }

  /// The first value with a name, as text.
  package subscript(name: String) -> String? {
    fields.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
  }
}
