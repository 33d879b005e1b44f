package import SignalModel
package import Linux

/// Counts INT signals, such as those from Ctrl-C, that have no effect on PID 1.
package struct InterruptCount: Sendable {
  package enum Step: Sendable {
    /// Pass it on.
    case pass
    /// Pass it on, and explain why it has no effect.
    case explain
    /// Kill the box instead.
    case end
  }

  private var count = 0
  private var last: Instant?
  private var isKept = false

  package init() {}

  /// Counts one INT.
  ///
  /// The second within a second is explained, and the third ends the box. The count restarts after an
  /// INT that has an effect, and after a first one that stays alone for a second.
  ///
  /// - Parameters:
  ///   - verdict: The predicted effect on PID 1.
  ///   - isPending: Whether the previous INT is still pending.
  ///   - now: When it arrived.
  /// - Returns: What to do.
  package mutating func note(
    _ verdict: Verdict, isPending: Bool, at now: Instant = .now
  ) -> Step {
    // PID 1 has unblocked and taken the previous one.
    if isKept, !isPending { count = 0 }
    isKept = verdict == .blocked
    guard [.dropped, .ignored, .blocked].contains(verdict) else {
      count = 0
      return .pass
    }
    if count == 2 { return .end }
    if let last, now - last > .seconds(1) { count = 0 }
    last = now
    count += 1
    return count == 2 ? .explain : .pass
  }
}
