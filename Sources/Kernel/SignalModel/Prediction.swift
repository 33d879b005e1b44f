/// The predicted fate of a signal, with every decision of the kernel that leads to it.
public struct Prediction: Hashable, Codable, Sendable {
  /// A stage in the life of a signal.
  public enum Station: String, Hashable, Codable, Sendable {
    /// The sending call, which checks the permission of the sender.
    case sent
    /// The kernel decides whether to keep or discard the signal.
    case generated
    /// The signal waits until the target can take it.
    case pending
    /// The target takes the signal.
    case delivered
    /// The signal takes effect.
    case effect
  }

  /// A decision at one station.
  public struct Step: Hashable, Codable, Sendable {
    /// The station at which the decision is made.
    public let station: Station
    /// What happens and why, as a clause without a final period.
    public let reason: String
    /// The kernel function that decides, from kernel/signal.c.
    public let decidedBy: String
  }

  /// The result field of the tracepoint signal_generate.
  ///
  /// Source: include/trace/events/signal.h.
  public enum Generation: Int, Hashable, Codable, Sendable {
    /// The signal was queued.
    case delivered = 0
    /// The signal was discarded at once.
    case ignored = 1
    /// The signal was merged with one that is already pending.
    case alreadyPending = 2
    /// The queue is full, and the call fails with EAGAIN.
    case overflow = 3
    /// The queue is full: the signal is pending, but its siginfo is lost.
    case lostInfo = 4

    /// Returns whether a recorded result agrees with this prediction.
    ///
    /// A predicted ``delivered`` also agrees with ``lostInfo``: how full the queue is depends on all
    /// processes of the user and cannot be known in advance.
    public func agrees(with recorded: Generation) -> Bool {
      self == recorded || self == .delivered && recorded == .lostInfo
    }

    /// A short description.
    public var word: String {
      switch self {
      case .delivered: "queued"
      case .ignored: "discarded"
      case .alreadyPending: "already pending"
      case .overflow: "queue full"
      case .lostInfo: "queue full, siginfo lost"
      }
    }
  }

  /// The decisions in the kernel's order.
  public var steps: [Step] = []
  /// The index of the step that decides the fate.
  var decisive = 0
  /// The fate of the signal.
  ///
  /// A caught signal is ``Verdict/handled``: what the handler does is not predicted.
  public var verdict = Verdict.ignored
  /// The predicted result of the tracepoint signal_generate; nil if the signal is not generated.
  public var generation: Generation?
  /// The signal that the tracepoint signal_deliver reports; nil if no signal is delivered.
  ///
  /// For most fatal signals the kernel delivers KILL to every thread instead.
  public var delivered: Signal?
  /// The signals that are pending for the process afterwards.
  public var pending = SignalSet.empty

  /// The reason given by the decisive step.
  public var reason: String { steps[decisive].reason }
  /// The kernel function of the decisive step.
  public var decidedBy: String { steps[decisive].decidedBy }
}
