/// What the rule says will become of a signal, station by station.
public struct Prediction: Hashable, Sendable {
  /// A station of a signal's life.
  public enum Station: String, Hashable, Sendable {
    /// The call that sends it: does the target exist, may the sender?
    case sent
    /// The kernel's decision whether to keep it.
    case generated
    /// Kept until the target can take it.
    case pending
    /// Taken by the target.
    case delivered
    /// What it does.
    case effect
  }

  /// What is decided at a station, and by whom.
  public struct Step: Hashable, Sendable {
    /// The station.
    public let station: Station
    /// What happens there and why, in one sentence.
    public let reason: String
    /// The kernel function that decides.
    public let decidedBy: String
  }

  /// What the tracepoint signal_generate says, by its numbers: include/trace/events/signal.h.
  public enum Generation: Int, Hashable, Sendable {
    /// Queued.
    case delivered = 0
    /// Thrown away at once.
    case ignored = 1
    /// Merged with one that is pending.
    case alreadyPending = 2
    /// Refused with EAGAIN, for the queue is full.
    case overflow = 3
    /// Pending, but without what was said of its sender.
    case lostInfo = 4

    /// Whether the kernel's own word agrees with this prediction.
    ///
    /// How full the queue is depends on all other processes of the user, too, and nobody can tell it
    /// just before.
    public func agrees(with recorded: Generation) -> Bool {
      self == recorded || self == .delivered && recorded == .lostInfo
    }

    /// The word for it.
    public var word: String {
      switch self {
      case .delivered: "queued"
      case .ignored: "thrown away"
      case .alreadyPending: "already pending"
      case .overflow: "queue full"
      case .lostInfo: "queue full, siginfo lost"
      }
    }
  }

  /// The way, as far as it leads.
  public var steps: [Step] = []
  /// Which of the steps decides the fate.
  var decisive = 0
  /// The fate; for a caught signal `handled`, for what the handler then does no rule can know.
  public var verdict = Verdict.ignored
  /// What the kernel's tracepoint says when it is generated; nil where it is not.
  public var generation: Generation?
  /// The signal that the tracepoint signal_deliver names: KILL where the kernel takes a fatal
  /// signal's way short; nil where none is delivered.
  public var delivered: Signal?
  /// What is pending for the process afterwards.
  public var pending = SignalSet.empty

  /// The reason of the step that decides.
  public var reason: String { steps[decisive].reason }
  /// The kernel function that decides.
  public var decidedBy: String { steps[decisive].decidedBy }
}
