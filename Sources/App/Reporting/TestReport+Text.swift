package import Experiments

extension FileResult {
  /// The file and its experiments: those that passed by a mark, the others with their reasons.
  package func text(on canvas: Canvas) -> String {
    var lines = [canvas.wrap(round > 1 ? "\(file) (run \(round))" : file, indent: 2)]
    for test in tests {
      let (mark, colour): (String, Canvas.Colour) =
        switch test.verdict {
        case .pass: (canvas.isUnicode ? "✓" : "ok", .green)
        case .fail: (canvas.isUnicode ? "✗" : "FAIL", .red)
        case .broken: (canvas.isUnicode ? "!" : "BROKEN", .magenta)
        case .skipped: (canvas.isUnicode ? "-" : "skip", .grey)
        }
      lines.append(canvas.wrap("  \(canvas.paint(mark, colour)) \(test.name)", indent: 2))
      if !test.message.isEmpty {
        let word = test.verdict == .broken ? "broken: " : ""
        lines += (word + test.message).split(separator: "\n").map {
          canvas.wrap("      \($0)", indent: 2)
        }
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension TestReport {
  /// How many experiments had which verdict.
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

  /// The Test Anything Protocol, version 14, as far as version 13 has it.
  package var tap: String {
    var lines = ["TAP version 13", "1..\(tests)"]
    var number = 0
    for file in files {
      for test in file.tests {
        number += 1
        let isOk = test.verdict == .pass || test.verdict == .skipped
        let name = "\(file.file): \(test.name)".replacing("#", with: "\\#")
        let skip = test.verdict == .skipped ? " # SKIP \(test.message)" : ""
        lines.append("\(isOk ? "ok" : "not ok") \(number) - \(name)\(skip)")
        if !isOk {
          let word = test.verdict == .broken ? "broken: " : ""
          lines += (word + test.message).split(separator: "\n").map { "# \($0)" }
        }
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The XML that CI systems read: a suite a file.
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
