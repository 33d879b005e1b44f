internal import BoxProtocol
internal import SignalModel

/// What a worker returns for one file of experiments.
struct FileOutcome: Codable {
  private var sequence = ResultSequence()
  /// Why the file itself could not be run to its end; nil if it was.
  private var fault: String?
  /// Why the command line does not fit the file, such as an invalid pattern; nil if it does.
  private(set) var misuse: String?

  /// The results, and one more, broken, if the file itself could not be run to its end.
  var tests: [TestResult] {
    sequence.results
      + (fault.map { [TestResult(name: "the file itself", verdict: .broken, message: $0)] } ?? [])
  }

  /// Adds what lua/experiment/run.lua sent.
  mutating func add(_ message: KeyedMessage) {
    switch message["kind"] {
    case "broken": addBroken(message["message"] ?? "")
    case "misuse": misuse = misuse ?? message["message"] ?? ""
    // The fault stands for all that is missing.
    case "end" where fault != nil: break
    default:
      if !sequence.take(message) || sequence.isBroken { addBroken(Self.forgery) }
    }
  }

  private static let forgery = "it sent what sigbox does not: its results do not count"

  /// Adds how the script ended.
  mutating func add(_ end: ConfinedScript.End) {
    if end.timeWasOver {
      addBroken(
        "it did not end in time, because it loops, waits forever or the machine is busy: raise "
          + "--timeout")
    } else if misuse == nil, !sequence.isComplete {
      addBroken("it \(end.termination.predicate) before its experiments were done")
    } else if end.termination != .exited(0) {
      addBroken("it \(end.termination.predicate) after its experiments")
    }
  }

  /// Adds a result for the file itself, unless there is one.
  mutating func addBroken(_ reason: String) { fault = fault ?? reason }
}
