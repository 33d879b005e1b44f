internal import BoxProtocol

/// What a worker returns for one file of experiments.
struct FileOutcome: Codable {
  /// The results, and one more, broken, if the file itself could not be run to its end.
  private(set) var tests: [TestResult] = []
  /// Why the command line does not fit the file, such as an invalid pattern; nil if it does.
  private(set) var misuse: String?
  /// Whether the file said that it is complete.
  private(set) var isComplete = false

  /// Adds what lua/experiment/run.lua sent.
  mutating func add(_ message: KeyedMessage) {
    if let result = TestResult(message) { return tests.append(result) }
    switch message["kind"] {
    case "end": isComplete = true
    case "broken": addBroken(message["message"] ?? "")
    case "misuse":
      isComplete = true
      misuse = misuse ?? message["message"] ?? ""
    default: break
    }
  }

  /// Adds a result for the file itself.
  mutating func addBroken(_ reason: String) {
    isComplete = true
    tests.append(TestResult(name: "the file itself", verdict: .broken, message: reason))
  }
}
