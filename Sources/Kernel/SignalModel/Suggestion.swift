/// What a mistyped word probably meant.
public enum Suggestion {
  /// Finds the word that a mistyped one is nearest to.
  ///
  /// A letter that is missing, extra or wrong counts as one slip, and so do two letters that changed
  /// places. Short words may have one slip, longer ones two or three.
  ///
  /// - Parameters:
  ///   - word: The word as it was typed.
  ///   - words: The words that are right.
  /// - Returns: The nearest, the first of several; nil where none is near.
  public static func nearest(
    to word: some StringProtocol, among words: some Sequence<String>
  ) -> String? {
    let typed = Array(word.utf8)
    var limit = typed.count < 4 ? 1 : typed.count < 8 ? 2 : 3
    var nearest: String?
    for word in words where typed.count <= 64 {
      let slips = distance(typed, Array(word.utf8))
      if slips <= limit, slips < max(typed.count, word.utf8.count) {
        (nearest, limit) = (word, slips - 1)
      }
    }
    return nearest
  }

  /// How many slips lie between two words.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var next = [i + 1]
      for (j, other) in right.enumerated() {
        var slips = min(row[j + 1] + 1, next[j] + 1, row[j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other {
          slips = min(slips, before[j - 1] + 1)
        }
        next.append(slips)
      }
      (before, row) = (row, next)
    }
    return row[right.count]
  }
}
