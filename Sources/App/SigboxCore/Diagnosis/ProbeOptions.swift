package import SignalModel

/// How a program is probed.
package struct ProbeOptions: Equatable, Sendable {
  package enum Roles: String, CaseIterable, Sendable {
    case pid1
    case ordinary
    case both
  }

  /// Empty for all signals.
  package var signals: [Signal] = []
  /// The signal that stops the container; nil for TERM.
  package var stopSignal: Signal?
  package var roles = Roles.both
  /// How long a program that handles a stop signal may take to exit.
  package var grace = Duration.seconds(1)
  package var readiness = ReadinessOptions()
  /// How many boxes run at once.
  package var jobs = 24
  package var box = BoxOptions()

  package init() {}
}
