internal import Linux
internal import Observation
package import SignalModel

extension ProcessStatus {
  /// One line with the blocked, ignored and caught signals.
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
  /// The start of a line: `TERM sent: `, with origin and target unless they are host and PID 1.
  package func sentLine(to pid: Int32) -> String {
    let from = origin == .host ? "" : " from \(origin.rawValue)"
    return "\(signal.name) sent\(from)\(pid == 1 ? "" : " to process \(pid)"): "
  }
}

extension SendResult {
  /// The verdict and its reason: `dropped: why`.
  package var effect: String { verdict.map { "\($0): \(reason)" } ?? "\(reason)" }
}

extension SendReport {
  /// A line for each group of processes that were lost.
  package var lostLines: [String] {
    let lost = events?.lost(pid1: ready?.name ?? "") ?? []
    return lost.map { ArgumentText.visible($0.text) }
  }

  /// One line with how the box ended.
  ///
  /// - Parameters:
  ///   - name: The init's name.
  ///   - hadGrace: Whether it had time to continue after the last signal.
  /// - Returns: The line. It suggests `--grace` if a handler ran last and had no time to continue.
  package func endLine(name: String, hadGrace: Bool) -> String {
    let mayBeEnding = wasEnded && !hadGrace && results.last?.verdict == .handled
    let hint = mayBeEnding ? ", --grace 10s would let it continue" : ""
    let cause = wasEnded ? "; sigbox ended the box\(hint)" : ""
    let early = ready == nil ? " before it was ready" : ""
    return "\(ArgumentText.visible(name)) \(end)\(early)\(cause) (exit status \(end.shellStatus))"
  }
}
