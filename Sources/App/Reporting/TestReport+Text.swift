package import Experiments
internal import Linux

extension TestReport {
  /// One line with the number of experiments per verdict.
  package func summary(on canvas: Canvas) -> String {
    let counts = [("passed", TestResult.Verdict.pass), ("failed", .fail)].map {
      "\(count($1)) \($0)"
    }
    let others = [("broken", TestResult.Verdict.broken), ("skipped", .skipped)].compactMap {
      count($1) > 0 ? "\(count($1)) \($0)" : nil
    }
    let text = (counts + others).joined(separator: ", ")
    let seconds = Double(Int(duration / .milliseconds(100))) / 10
    let none = tests == 0 ? "; no experiment was found" : ""
    return canvas.wrap(
      canvas.paint(text, hasPassed ? .green : .red) + " in \(seconds) s, seed \(seed)\(none)",
      indent: 2)
  }

  private var tests: Int { files.reduce(0) { $0 + $1.tests.count } }

  /// The results in the Test Anything Protocol.
  ///
  /// The names are escaped as in version 14. The first line names version 13, because older versions
  /// of prove, such as 3.44, fail if they read a later one.
  package var tap: String {
    let plan = tests == 0 ? "1..0 # SKIP no experiment was found" : "1..\(tests)"
    var lines = ["TAP version 13", plan]
    var number = 0
    for file in files {
      for test in file.tests {
        number += 1
        let isOk = test.verdict == .pass || test.verdict == .skipped
        let name = Self.escaped("\(file.file): \(test.name)")
        let skip = test.verdict == .skipped ? " # SKIP \(Self.escaped(test.message))" : ""
        lines.append("\(isOk ? "ok" : "not ok") \(number) - \(name)\(skip)")
        if !isOk {
          let word = test.verdict == .broken ? "broken: " : ""
          lines += (word + test.message).split(separator: "\n").map {
            "# " + ArgumentText.visible(String($0))
          }
        }
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A name or reason on one line, with `\\` and `#` escaped.
  private static func escaped(_ text: String) -> String {
    ArgumentText.visible(text).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }

  /// The results as JUnit XML, one suite per file.
  package var junit: String {
    JUnit.text(
      files.map { file in
        let tests = file.tests.map(\.junitCase)
        return JUnit.Suite(
          name: file.round > 1 ? "\(file.file) (run \(file.round))" : file.file,
          // A report without any experiment is an error, as is the exit status.
          cases: self.tests > 0
            ? tests : [JUnit.Case(name: "the file itself", .error("no experiment was found"))],
          seconds: file.tests.reduce(0) { $0 + $1.duration / .seconds(1) })
      }, began: began)
  }
}

extension TestResult {
  fileprivate var junitCase: JUnit.Case {
    let outcome: JUnit.Outcome =
      switch verdict {
      case .pass: .success
      case .fail: .failure(message)
      case .broken: .error(message)
      case .skipped: .skipped(message)
      }
    return JUnit.Case(name: name, outcome, seconds: duration / .seconds(1))
  }
}
