package import SignalModel

/// A wait that takes long: what the observer waits for, and why.
package struct Delay: Sendable {
  package enum Goal: Sendable {
    /// The process becomes ready for signals.
    case readiness
    /// The effect of a signal is complete.
    case effect(Signal)
  }

  package enum Reason: Hashable, Sendable {
    /// The condition for readiness is not met.
    case condition(ReadyCondition)
    /// Its children come and go.
    case children
    /// The process or a descendant uses a processor.
    case work
    /// The script has not made a blocking call yet.
    case script
    /// The rule predicts that the process ends.
    case end
    /// The process or a descendant keeps changing.
    case change
  }

  package let goal: Goal
  package let reason: Reason
  package let elapsed: Duration
  /// How long the wait may take.
  package let limit: Duration
}
