extension Canvas {
  /// Reformats the paragraphs of a text for the width of this canvas.
  ///
  /// The lines of a paragraph or of an item (`- `, `1. `) are joined and wrapped again. Two ideographs
  /// are joined without a space. Lines indented by 4 columns or more are examples and stay as they
  /// are.
  ///
  /// - Parameter text: The text, with an empty line between paragraphs.
  /// - Returns: The text for this canvas.
  package func fill(_ text: String) -> String {
    var blocks: [Block] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let next = Block(String(line))
      if blocks.last?.takes(next) == true {
        blocks[blocks.count - 1].add(next)
      } else {
        blocks.append(next)
      }
    }
    return blocks.map { wrap($0.text, indent: $0.marker) }.joined(separator: "\n")
  }

  /// A paragraph or an item.
  private struct Block {
    private(set) var text: String
    private let lead: Int
    /// The length of an item's marker with its space; 0 for a paragraph.
    let marker: Int

    init(_ text: String) {
      self.text = text
      lead = text.prefix { $0 == " " }.count
      let words = text.dropFirst(lead)
      let number = words.prefix { $0.isASCII && $0.isNumber }
      if words.hasPrefix("- ") {
        marker = 2
      } else {
        marker =
          !number.isEmpty && words.dropFirst(number.count).hasPrefix(". ")
          ? number.count + 2 : 0
      }
    }

    private var isEmpty: Bool { text.count == lead }

    func takes(_ next: Block) -> Bool {
      let isExample = lead >= 4 && marker == 0
      return !isEmpty && !next.isEmpty && !isExample && next.marker == 0
        && next.lead == lead + marker
    }

    mutating func add(_ next: Block) {
      let further = next.text.dropFirst(next.lead)
      let sides = [text.last, further.first].compactMap { $0 }
      let wide = sides.filter { Canvas.columns(of: String($0)) == 2 }
      // Wide punctuation includes its space.
      let isJoined = wide.count == 2 || wide.contains { !$0.isLetter }
      text += (isJoined ? "" : " ") + further
    }
  }
}
