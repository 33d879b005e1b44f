internal import Linux

/// Test results as JUnit XML, which CI systems read.
///
/// The documents are valid for the schemas of Jenkins' xUnit plugin (junit-10.xsd) and of Apache Ant
/// (JUnit.xsd), of which the second one has more rules.
enum JUnit {
  struct Suite {
    let name: String
    let cases: [Case]
    /// How long the suite took, in seconds.
    let seconds: Double
    /// What was observed, in lines.
    var output = ""
  }

  /// A test and its result.
  struct Case {
    let name: String
    let outcome: Outcome
    /// How long the test took.
    let seconds: Double

    init(name: String, _ outcome: Outcome, seconds: Double = 0) {
      self.name = name
      self.outcome = outcome
      self.seconds = seconds
    }
  }

  enum Outcome {
    case success
    case failure(String)
    case error(String)
    case skipped(String)
  }

  /// The XML of a run.
  ///
  /// - Parameters:
  ///   - suites: The suites, in order.
  ///   - began: When the run began, in seconds since the Epoch.
  /// - Returns: The text.
  static func text(_ suites: [Suite], began: Int64) -> String {
    let host = ArgumentText.visible(CurrentNamespaces.hostName)
    let surroundings = [
      ("timestamp", WallClock.text(of: began)), ("hostname", host.isEmpty ? "localhost" : host),
    ]
    return
      (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>"]
      + suites.enumerated().flatMap { lines($1, id: $0, surroundings) }
      + ["</testsuites>"]).joined(separator: "\n")
  }

  private static func lines(
    _ suite: Suite, id: Int, _ surroundings: [(String, String)]
  ) -> [String] {
    let cases = suite.cases
    let counts = [
      ("tests", cases.count),
      ("failures", cases.count { if case .failure = $0.outcome { true } else { false } }),
      ("errors", cases.count { if case .error = $0.outcome { true } else { false } }),
      ("skipped", cases.count { if case .skipped = $0.outcome { true } else { false } }),
    ].map { ($0, "\($1)") }
    let name = ArgumentText.visible(suite.name)
    let names = [("name", name), ("package", "sigbox"), ("id", "\(id)")]
    let start = element(
      "testsuite", names + counts + [("time", time(suite.seconds))] + surroundings)
    return ["\(start)>", "  <properties/>"] + cases.map { line($0, suite: name) }
      + ["  <system-out>\(escaped(suite.output))</system-out>", "  <system-err/>", "</testsuite>"]
  }

  private static func line(_ test: Case, suite: String) -> String {
    let name = ArgumentText.visible(test.name)
    let start =
      "  "
      + element(
        "testcase", [("classname", suite), ("name", name), ("time", time(test.seconds))])
    func with(_ name: String, _ message: String) -> String {
      "\(start)>\(element(name, [("type", name), ("message", message)]))/></testcase>"
    }
    return switch test.outcome {
    case .success: start + "/>"
    case .failure(let message): with("failure", message)
    case .error(let message): with("error", message)
    case .skipped(let message): with("skipped", message)
    }
  }

  /// The beginning of an element, without the end of its tag.
  private static func element(_ name: String, _ attributes: [(String, String)]) -> String {
    "<" + ([name] + attributes.map { "\($0)=\"\(escaped($1))\"" }).joined(separator: " ")
  }

  /// Seconds with a resolution of a millisecond.
  private static func time(_ seconds: Double) -> String {
    "\(Double(Int(seconds * 1000)) / 1000)"
  }

  /// The text without the characters that XML or a terminal does not take as they are.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      // In an attribute, a newline that is not escaped is a space.
      case "\n": "&#10;"
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case _ where ArgumentText.isHidden(scalar): ArgumentText.escaped(scalar)
      default: String(scalar)
      }
    }.joined()
  }
}
