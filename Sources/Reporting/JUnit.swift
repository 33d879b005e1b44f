/// The XML that CI systems read test results from.
enum JUnit {
  /// A test, and why it failed.
  struct Case {
    let name: String
    let failure: String?
  }

  /// The text of a suite.
  static func text(suite: String, _ cases: [Case]) -> String {
    let failures = cases.count { $0.failure != nil }
    let name = escaped(suite)
    let lines = cases.map { test in
      let head = "  <testcase classname=\"\(name)\" name=\"\(escaped(test.name))\""
      guard let failure = test.failure else { return head + "/>" }
      return head + "><failure message=\"\(escaped(failure))\"/></testcase>"
    }
    return
      ([
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<testsuite name=\"\(name)\" tests=\"\(cases.count)\" failures=\"\(failures)\">",
      ] + lines + ["</testsuite>"]).joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      // XML has no other control characters.
      case "\u{0}"..<" ": " "
      default: String(scalar)
      }
    }.joined()
  }
}
