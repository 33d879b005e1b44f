package import Observation

/// When a program counts as ready for signals.
package struct ReadinessOptions: Equatable, Sendable {
  /// What has to be so before; nil for nothing.
  package var condition: ReadyCondition?
  /// How long the program must stay unchanged; nil for the usual times.
  package var settle: Duration?

  package init() {}
}
