package import BoxProtocol

/// The result of one experiment.
package struct TestResult: Codable, Sendable {
  package enum Verdict: String, Codable, Sendable, CaseIterable {
    case pass
    case fail
    /// The experiment itself did not work, so it says nothing about the program.
    case broken
    case skipped
  }

  /// The names of the groups and of the experiment.
  package let name: String
  package let verdict: Verdict
  /// Why it did not pass; empty if it passed.
  package let message: String
  package let duration: Duration

  package init(
    name: String, verdict: Verdict, message: String = "", duration: Duration = .zero
  ) {
    self.name = name
    self.verdict = verdict
    self.message = message
    self.duration = duration
  }

  /// Decodes a result that lua/experiment/run.lua sent; nil for any other message.
  package init?(_ message: KeyedMessage) {
    guard message["kind"] == "result", let name = message["name"],
      let verdict = message["verdict"].flatMap({ Verdict(rawValue: $0) })
    else { return nil }
    // A script can send any text as the time.
    let seconds = message["seconds"].flatMap { Double($0) } ?? 0
    self.init(
      name: name, verdict: verdict, message: message["message"] ?? "",
      duration: (0...1e9).contains(seconds) ? .seconds(seconds) : .zero)
  }
}
