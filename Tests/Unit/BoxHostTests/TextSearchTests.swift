import Testing

@testable import BoxHost

struct TextSearchTests {
  private func isFound(_ text: String, in parts: String...) -> Bool {
    var search = TextSearch(Array(text.utf8))
    for part in parts { search.note(Array(part.utf8)) }
    return search.isFound
  }

  /// Also if it arrives in parts.
  @Test func texts() {
    #expect(isFound("up", in: "app: up\n"))
    #expect(isFound("app: up", in: "waiting\na", "pp", ": ", "up\n"))
    #expect(isFound("aab", in: "aa", "ab"))
    #expect(isFound("x", in: "", "x"))
    #expect(!isFound("app: up", in: "app: ", "", "app:", "up"))
    #expect(!isFound("aab", in: "aa", "a"))
  }
}
