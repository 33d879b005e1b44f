internal import Linux

/// Test results as JUnit XML, which CI systems read.
enum JUnit {
  /// A test and its result.
  struct Case {
    let name: String
    let outcome: Outcome
    var output: String?
    var seconds: Double?

    /// A test with output; it failed if `failure` says why.
    init(name: String, output: String, failure: String?) {
      self.name = name
      self.output = output
      outcome = failure.map { .failure($0) } ?? .success
    }

    init(name: String, _ outcome: Outcome, seconds: Double) {
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

  /// The XML of one suite.
  static func text(suite: String, _ cases: [Case]) -> String {
    ([head] + lines(suite: suite, cases)).joined(separator: "\n")
  }

  /// The XML of several suites.
  static func text(suites: [(name: String, cases: [Case])]) -> String {
    ([head, "<testsuites>"] + suites.flatMap { lines(suite: $0.name, $0.cases) }
      + ["</testsuites>"]).joined(separator: "\n")
  }

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

  private static func lines(suite: String, _ cases: [Case]) -> [String] {
    let failures = cases.count { if case .failure = $0.outcome { true } else { false } }
    let errors = cases.count { if case .error = $0.outcome { true } else { false } }
    let skipped = cases.count { if case .skipped = $0.outcome { true } else { false } }
    let name = escaped(ArgumentText.visible(suite))
    let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\""
    let others = errors + skipped > 0 ? " errors=\"\(errors)\" skipped=\"\(skipped)\"" : ""
    return ["<testsuite name=\"\(name)\" \(counts)\(others)>"]
      + cases.map { line($0, suite: name) } + ["</testsuite>"]
  }

  private static func line(_ test: Case, suite: String) -> String {
    let time = test.seconds.map { " time=\"\(Double(Int($0 * 1000)) / 1000)\"" } ?? ""
    let start =
      "  <testcase classname=\"\(suite)\" name=\"\(escaped(ArgumentText.visible(test.name)))\"\(time)"
    func element(_ name: String, _ message: String) -> String {
      "<\(name) message=\"\(escaped(message))\"/>"
    }
    let outcome =
      switch test.outcome {
      case .success: ""
      case .failure(let message): element("failure", message)
      case .error(let message): element("error", message)
      case .skipped(let message): element("skipped", message)
      }
    let output = test.output.map { "<system-out>\(escaped($0))</system-out>" } ?? ""
    let content = outcome + output
    return content.isEmpty ? start + "/>" : start + ">\(content)</testcase>"
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
