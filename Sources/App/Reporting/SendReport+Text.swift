internal import Observation
internal import Probing
package import SignalModel

extension ProcessStatus {
  /// One line with what was blocked, ignored and caught.
  package var readyLine: String {
    "ready: SigBlk \(blocked.hex) (\(blocked)), SigIgn \(ignored.hex) (\(ignored)), "
      + "SigCgt \(caught.hex) (\(caught))"
  }
}

extension SendResult {
  /// One line: `TERM from inside: dropped: why`.
  package var line: String {
    "\(step.signal.name) from \(step.origin.rawValue): \(effect)"
  }
}

extension SendStep {
  /// The start of a line: `TERM sent: `, with what is not usual of its way.
  package func sentLine(to pid: Int32) -> String {
    let from = origin == .host ? "" : " from \(origin.rawValue)"
    return "\(signal.name) sent\(from)\(pid == 1 ? "" : " to process \(pid)"): "
  }
}

extension SendResult {
  /// What it did: `dropped: why`.
  package var effect: String { verdict.map { "\($0): \(reason)" } ?? reason }
}

extension SendReport {
  /// One line with how it ended.
  ///
  /// - Parameters:
  ///   - name: The init's name.
  ///   - hadGrace: Whether it had time to go on after the last signal.
  /// - Returns: The line; where a handler ran last and there was no time, with what gives it.
  package func endLine(name: String, hadGrace: Bool) -> String {
    let mayBeEnding = wasEnded && !hadGrace && results.last?.verdict == .handled
    let hint = mayBeEnding ? ", --grace 10s would let it go on" : ""
    let cause = wasEnded ? "; sigbox ended the box\(hint)" : ""
    let early = ready == nil ? " before it was ready" : ""
    return "\(name) \(end)\(early)\(cause) (exit status \(end.shellStatus))"
  }
}
