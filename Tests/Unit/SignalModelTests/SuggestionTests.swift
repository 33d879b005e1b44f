import Testing

@testable import SignalModel

struct SuggestionTests {
  private let verbs = ["run", "probe", "compare", "rm", "stop"]

  @Test(arguments: [
    ("rnu", "run"), ("prob", "probe"), ("comapre", "compare"), ("stpo", "stop"), ("run", "run"),
  ])
  func near(typed: String, meant: String) {
    #expect(Suggestion.nearest(to: typed, among: verbs) == meant)
  }

  @Test(arguments: ["", "x", "restart", "proxies", "zz", String(repeating: "run", count: 100)])
  func far(typed: String) {
    #expect(Suggestion.nearest(to: typed, among: verbs) == nil)
  }

  @Test func distances() {
    func distance(_ left: String, _ right: String) -> Int {
      Suggestion.distance(Array(left.utf8), Array(right.utf8))
    }
    #expect(distance("", "abc") == 3 && distance("abc", "") == 3 && distance("abc", "abc") == 0)
    // Two letters that changed places are one slip.
    #expect(distance("trem", "term") == 1 && distance("tem", "term") == 1)
    #expect(distance("abcd", "dcba") == 3)
  }

  @Test(arguments: [
    ("TREM", "did you mean TERM?"), ("sigtrem", "did you mean TERM?"),
    ("KIL", "did you mean KILL?"),
    ("USR3", "did you mean USR1?"), ("FOO", "use a name such as TERM or RTMIN+1, or 1 to 64"),
    ("65", "use a name such as TERM or RTMIN+1, or 1 to 64"),
    ("", "use a name such as TERM or RTMIN+1, or 1 to 64"),
  ])
  func signals(typed: String, hint: String) {
    #expect(Signal.unknown(typed) == "unknown signal '\(typed)': \(hint)")
  }
}
