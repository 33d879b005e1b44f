public import Signals

/// One experiment of a probe: a signal from somewhere to a fresh box's program in some role.
public struct Cell: Hashable, Sendable {
  /// The signal.
  public let signal: Signal
  /// Where its sender stands: inside or on the host.
  public let origin: Origin
  /// Whether the program is PID 1.
  public let role: Subject.Role

  /// Plans an experiment.
  public init(_ signal: Signal, from origin: Origin, to role: Subject.Role) {
    self.signal = signal
    self.origin = origin
    self.role = role
  }

  /// The four ways in which a probe sends each signal, in the order of its columns.
  public static let ways: [(role: Subject.Role, origin: Origin)] = Subject.Role.allCases.flatMap {
    role in [Origin.inside, .host].map { (role, $0) }
  }
}

/// What an experiment showed.
public struct CellResult: Hashable, Sendable {
  /// What became of the program's children.
  public struct Children: Hashable, Sendable {
    /// How many there were before.
    public var before = 0
    /// How many of these are left, the program itself living or not.
    public var after = 0
  }

  /// The experiment.
  public let cell: Cell
  /// The program just before.
  public let target: Target
  /// What the rule says.
  public let prediction: Prediction
  /// What was observed.
  public let verdict: Verdict
  /// Why, in the words of the rule.
  public let reason: String
  /// How long it took until that was so, where the program ended; else until it was sure.
  public let elapsed: Duration
  /// What became of its children.
  public let children: Children
  /// What the kernel says of the signal, where its record could be read.
  public var evidence: Evidence?
  /// Whether rule and observation agree.
  public let agreesWithObservation: Bool

  /// Whether rule, observation and the kernel's record agree.
  public var agrees: Bool { agreesWithObservation && evidence?.disagreement == nil }
}
