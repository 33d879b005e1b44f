package import BoxProtocol

/// What came of an experiment.
package struct TestResult: Sendable {
  /// The four verdicts.
  package enum Verdict: String, Sendable, CaseIterable {
    /// What was asserted holds.
    case pass
    /// It does not.
    case fail
    /// The experiment itself did not work, and says nothing of its subject.
    case broken
    /// Not done.
    case skipped
  }

  /// The names of the groups and its own.
  package let name: String
  /// What came of it.
  package let verdict: Verdict
  /// Why, where it did not pass.
  package let message: String
  /// How long it took.
  package let duration: Duration

  /// Describes a result.
  ///
  /// - Parameters:
  ///   - name: The names of the groups and its own.
  ///   - verdict: What came of it.
  ///   - message: Why, where it did not pass.
  ///   - duration: How long it took.
  package init(
    name: String, verdict: Verdict, message: String = "", duration: Duration = .zero
  ) {
    self.name = name
    self.verdict = verdict
    self.message = message
    self.duration = duration
  }

  /// Reads a result of lua/experiment/run.lua; nil for another message.
  package init?(_ message: KeyedMessage) {
    guard message["kind"] == "result", let name = message["name"],
      let verdict = message["verdict"].flatMap({ Verdict(rawValue: $0) })
    else { return nil }
    self.init(
      name: name, verdict: verdict, message: message["message"] ?? "",
      duration: .seconds(message["seconds"].flatMap { Double($0) } ?? 0))
  }
}

/// What came of the experiments of a file.
package struct FileResult: Sendable {
  /// The file, as it was named.
  package let file: String
  /// Which of several runs it was, from 1.
  package let round: Int
  /// Its experiments in order.
  package var tests: [TestResult]
}

/// What came of all files.
package struct TestReport: Sendable {
  /// What random choices started from.
  package let seed: UInt64
  /// The files, in the order in which they were named.
  package var files: [FileResult] = []
  /// How long all took.
  package var duration = Duration.zero

  /// How many experiments had a verdict.
  package func count(_ verdict: TestResult.Verdict) -> Int {
    files.reduce(0) { $0 + $1.tests.count { $0.verdict == verdict } }
  }

  /// Whether nothing failed or was broken, and there was something.
  package var hasPassed: Bool {
    count(.fail) == 0 && count(.broken) == 0 && count(.pass) + count(.skipped) > 0
  }
}
