package import BoxProtocol

/// The results that lua/experiment sent, checked for their order and number.
///
/// First comes `declared` with the number of experiments, then a `result` for each of them, then `end`.
/// A script that sends anything else has not passed, whatever its results say.
package struct ResultSequence: Codable, Sendable {
  private enum Stage: Codable {
    case undeclared
    /// So many results are still to come.
    case running(Int)
    case ended
    case broken
  }

  private var stage = Stage.undeclared
  package private(set) var results: [TestResult] = []

  package init() {}

  /// The most results of one script.
  package static let most = 100_000

  /// Whether all declared results and the end have come, and nothing else.
  package var isComplete: Bool { if case .ended = stage { true } else { false } }

  /// Whether something came that no script of sigbox sends.
  package var isBroken: Bool { if case .broken = stage { true } else { false } }

  /// Takes a message; returns whether it belongs here, in order or not.
  package mutating func take(_ message: KeyedMessage) -> Bool {
    switch message["kind"] {
    case "declared":
      let count = message["count"].flatMap { Int($0) } ?? -1
      guard case .undeclared = stage, (0...Self.most).contains(count) else { return fail() }
      stage = .running(count)
    case "result":
      guard case .running(let left) = stage, left > 0, let result = TestResult(message) else {
        return fail()
      }
      results.append(result)
      stage = .running(left - 1)
    case "end":
      guard case .running(0) = stage else { return fail() }
      stage = .ended
    default: return false
    }
    return true
  }

  /// Takes the end after a result that stops the script: the rest is not tried.
  package mutating func takeEarlyEnd(_ message: KeyedMessage) -> Bool {
    guard message["kind"] == "end", case .running = stage, let last = results.last,
      last.verdict != .pass
    else { return take(message) }
    stage = .ended
    return true
  }

  private mutating func fail() -> Bool {
    stage = .broken
    return true
  }
}
