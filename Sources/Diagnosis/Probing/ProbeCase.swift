package import Observation
package import SignalModel

/// One experiment of a probe: a signal from somewhere to a fresh box's program in some role.
package struct ProbeCase: Hashable, Sendable {
  /// The signal.
  package let signal: Signal
  /// Where its sender stands: inside or on the host.
  package let origin: Origin
  /// Whether the program is PID 1.
  package let role: ProbedProcess.Role

  /// Plans an experiment.
  package init(_ signal: Signal, from origin: Origin, to role: ProbedProcess.Role) {
    self.signal = signal
    self.origin = origin
    self.role = role
  }

  /// The four ways in which a probe sends each signal, in the order of its columns.
  package static let ways: [(role: ProbedProcess.Role, origin: Origin)] = ProbedProcess.Role
    .allCases.flatMap {
      role in [Origin.inside, .host].map { (role, $0) }
    }
}

/// What an experiment showed.
package struct ProbeOutcome: Hashable, Sendable {
  /// What became of the program's children.
  package struct Children: Hashable, Sendable {
    /// How many there were before.
    package var before = 0
    /// How many of these are left, the program itself living or not.
    package var after = 0
  }

  /// The experiment.
  package let cell: ProbeCase
  /// The program just before.
  package let target: Target
  /// What the rule says.
  package let prediction: Prediction
  /// What was observed.
  package let verdict: Verdict
  /// Why, in the words of the rule.
  package let reason: String
  /// How long it took until that was so, where the program ended; else until it was sure.
  package let elapsed: Duration
  /// What became of its children.
  package let children: Children
  /// What the kernel says of the signal, where its record could be read.
  package var evidence: Evidence?
  /// Whether rule and observation agree.
  package let agreesWithObservation: Bool

  /// Whether rule, observation and the kernel's record agree.
  package var agrees: Bool { agreesWithObservation && evidence?.disagreement == nil }
}
