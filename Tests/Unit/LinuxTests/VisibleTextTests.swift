import Testing

@testable import Linux

/// Text that a box chose, as sigbox prints it.
struct VisibleTextTests {
  @Test(arguments: [
    ("plain text", "plain text"), ("grüße 名前 👍🏽", "grüße 名前 👍🏽"),
    ("\u{1b}]0;owned\u{7}", "\\x1b]0;owned\\x07"), ("one\ntwo\r\n", "one\\x0atwo\\x0d\\x0a"),
    ("tab\t nul\0 del\u{7f}", "tab\\x09 nul\\x00 del\\x7f"),
    ("csi\u{9b}31m nel\u{85}", "csi\\u{9b}31m nel\\u{85}"),
    ("\u{202e}gpj.exe \u{2066}\u{200f}\u{61c}", "\\u{202e}gpj.exe \\u{2066}\\u{200f}\\u{61c}"),
    ("\u{2028}\u{2029}\u{feff}\u{e0041}\u{fffe}", "\\u{2028}\\u{2029}\\u{feff}\\u{e0041}\\u{fffe}"),
  ])
  func hiddenCharactersAreEscaped(text: String, visible: String) {
    #expect(ArgumentText.visible(text) == visible)
    #expect(ArgumentText.visible(visible) == visible)
  }

  @Test func bytesThatAreNotUTF8AreEscaped() {
    #expect(ArgumentText.visible([0x61, 0xff, 0x9b, 0x0a]) == "a\\xff\\x9b\\x0a")
    #expect(ArgumentText.visible([0xc2, 0x9b]) == "\\u{9b}")
  }

  @Test func everyCharacterIsShownOrEscaped() {
    for value in UInt32(0)...0x10_ffff {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      guard properties.generalCategory == .control || properties.isBidiControl else { continue }
      #expect(ArgumentText.visible(String(scalar)).utf8.allSatisfy { (0x20..<0x7f).contains($0) })
    }
  }

  @Test(arguments: [
    ("a\0b\0", ["a", "b"]), ("a\0\0b\0", ["a", "", "b"]), ("", []), ("title", ["title"]),
  ])
  func wordsEndWithZeroBytes(text: String, words: [String]) {
    #expect(
      ProcFiles.words(of: Array(text.utf8)[...], isCut: false) == words.map { Array($0.utf8) })
  }

  @Test func aLongCommandLineIsCutBetweenCharacters() {
    let text = Array("a\0bü".utf8)
    let cut = ProcFiles.words(of: text.dropLast(), isCut: true)
    #expect(cut == [Array("a".utf8), Array("b…".utf8)])
    #expect(ProcFiles.words(of: Array("a\0".utf8)[...], isCut: true).last == Array("…".utf8))
  }

  @Test func accessToProcIsChecked() throws {
    try ProcFiles.requireAccess(to: "observe processes in")
    #expect(ProcFiles.idMap.allSatisfy { $0.count == 3 } && !ProcFiles.idMap.isEmpty)
  }
}
