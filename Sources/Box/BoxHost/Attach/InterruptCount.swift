package import SignalModel
package import Linux

/// Counts the INT signals, as from Ctrl-C, that PID 1 takes no notice of.
package struct InterruptCount: Sendable {
  /// What to do about one.
  package enum Step: Sendable {
    /// Pass it on, and no more.
    case pass
    /// Pass it on, and say why nothing happens.
    case explain
    /// End the box instead.
    case end
  }

  private var count = 0
  private var last: Instant?
  private var isKept = false

  /// Begins to count.
  package init() {}

  /// Counts one.
  ///
  /// The second within a second is explained, and the next one ends the box. One that has an effect,
  /// or a first that comes alone, begins the count again.
  ///
  /// - Parameters:
  ///   - verdict: What the rule says that it will do to PID 1.
  ///   - isPending: Whether the one before is still pending.
  ///   - now: When it came.
  /// - Returns: What to do.
  package mutating func note(
    _ verdict: Verdict, isPending: Bool, at now: Instant = .now
  ) -> Step {
    // The one before was only kept, and PID 1 has taken it since.
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
