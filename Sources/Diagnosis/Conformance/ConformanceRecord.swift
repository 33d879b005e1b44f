package import SignalModel

/// A signal that was sent, and what was seen of it, without what the rule says.
package struct ConformanceRecord: Codable, Sendable {
  package let signal: Int32
  package let origin: Origin
  /// Whether the siginfo is not that of kill(2), so that a full queue refuses a real-time signal.
  package let sendsValue: Bool
  /// The process just before.
  package let target: Target
  /// Nil if nothing shows what became of the signal.
  package let verdict: Verdict?
  /// The pending signals afterwards; nil if the process has ended.
  package let pending: SignalSet?
  /// Whether a handler ran for the signal.
  package let isHandled: Bool
  /// Whether a wait or a read returned the signal.
  package let isAccepted: Bool
  /// The result of signal_generate; nil if the kernel's record was not read.
  package var generation: Prediction.Generation?
}
