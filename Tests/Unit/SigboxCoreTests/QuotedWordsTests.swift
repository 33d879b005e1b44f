import Testing

@testable import SigboxCore

struct QuotedWordsTests {
  @Test(arguments: [
    ("tini sleep 100", ["tini", "sleep", "100"]),
    ("  a\t b ", ["a", "b"]),
    ("sh -c 'sleep 100; exit'", ["sh", "-c", "sleep 100; exit"]),
    (#"sh -c "trap 'exit 0' TERM""#, ["sh", "-c", "trap 'exit 0' TERM"]),
    (#"a\ b 'c\d' "e\"f\g""#, ["a b", #"c\d"#, #"e"f\g"#]),
    ("a '' \"\"", ["a", "", ""]),
    ("x'y'z $HOME", ["xyz", "$HOME"]),
    ("", []),
  ])
  func words(text: String, words: [String]) throws {
    #expect(try QuotedWords.split(text) == words)
  }

  @Test(arguments: ["sh -c 'x", "a \"b", "a\\"])
  func unclosed(text: String) {
    #expect(throws: UsageError.self) { try QuotedWords.split(text) }
  }
}
