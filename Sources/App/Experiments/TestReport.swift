/// The results of all files.
package struct TestReport: Sendable {
  /// The seed of random choices.
  package let seed: UInt64
  /// When the run began, in seconds since the Epoch.
  package var began: Int64 = 0
  /// The files, in the order in which they were given.
  package var files: [FileResult] = []
  package var duration = Duration.zero

  /// The number of experiments with this verdict.
  package func count(_ verdict: TestResult.Verdict) -> Int {
    files.reduce(0) { $0 + $1.tests.count { $0.verdict == verdict } }
  }

  /// Whether there was an experiment and none failed or was broken.
  package var hasPassed: Bool {
    count(.fail) == 0 && count(.broken) == 0 && count(.pass) + count(.skipped) > 0
  }
}
