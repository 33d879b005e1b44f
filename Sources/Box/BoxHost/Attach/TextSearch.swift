/// Looks for a text in bytes that arrive in parts.
struct TextSearch {
  private let text: [UInt8]
  /// The end of the bytes so far, which the text may begin in.
  private var rest: [UInt8] = []
  private(set) var isFound = false

  init(_ text: [UInt8]) { self.text = text }

  /// Reads the next part.
  mutating func note(_ bytes: [UInt8]) {
    guard !isFound else { return }
    let all = rest + bytes
    isFound = all.indices.contains { all[$0...].starts(with: text) }
    rest = isFound ? [] : Array(all.suffix(text.count - 1))
  }
}
