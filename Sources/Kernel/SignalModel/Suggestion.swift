/// Finds what a mistyped word probably means.
package enum Suggestion {
  /// Returns the word that is nearest to a mistyped one; nil if none is near.
  ///
  /// A missing, extra or wrong letter is one typing error, and so are two swapped letters. Words of up
  /// to 3 bytes may have one error, up to 7 bytes two, longer ones three. Of equally near words the
  /// first one is returned.
  package static func nearest(
    to word: some StringProtocol, among words: some Sequence<String>
  ) -> String? {
    let typed = Array(word.utf8)
    var limit = typed.count < 4 ? 1 : typed.count < 8 ? 2 : 3
    var nearest: String?
    for word in words where typed.count <= 64 {
      let errors = distance(typed, Array(word.utf8))
      if errors <= limit, errors < max(typed.count, word.utf8.count) {
        (nearest, limit) = (word, errors - 1)
      }
    }
    return nearest
  }

  /// The number of typing errors between two words (optimal string alignment distance).
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var next = [i + 1]
      for (j, other) in right.enumerated() {
        var errors = min(row[j + 1] + 1, next[j] + 1, row[j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other {
          errors = min(errors, before[j - 1] + 1)
        }
        next.append(errors)
      }
      (before, row) = (row, next)
    }
    return row[right.count]
  }
}
