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

  /// The results in the Test Anything Protocol, version 13.
  package var tap: String {
    var lines = ["TAP version 13", "1..\(tests)"]
    var number = 0
    for file in files {
      for test in file.tests {
        number += 1
        let isOk = test.verdict == .pass || test.verdict == .skipped
        let name = ArgumentText.visible("\(file.file): \(test.name)").replacing("#", with: "\\#")
        let reason = ArgumentText.visible(test.message)
        let skip = test.verdict == .skipped ? " # SKIP \(reason)" : ""
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

  /// The results as JUnit XML, one suite per file.
  package var junit: String {
    JUnit.text(
      suites: files.map { file in
        let name = file.round > 1 ? "\(file.file) (run \(file.round))" : file.file
        return (name, file.tests.map(\.junitCase))
      })
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
