package import SignalModel

/// What an observer waits for, and why that takes so long.
package struct Delay: Sendable {
  /// What is waited for.
  package enum Goal: Sendable {
    /// That the process is ready for signals.
    case readiness
    /// The effect of a signal.
    case effect(Signal)
  }

  /// Why it is not over.
  package enum Reason: Sendable {
    /// The process has children that come and go.
    case children
    /// It uses a processor, or a descendant does.
    case work
    /// A script has made no call yet that blocks.
    case script
    /// The rule says that the process ends.
    case end
    /// It changes.
    case change
  }

  /// What is waited for.
  package let goal: Goal
  /// Why it is not over.
  package let reason: Reason
  /// For how long.
  package let elapsed: Duration
}
