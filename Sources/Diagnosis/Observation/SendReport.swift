package import SignalModel

/// A run with steps.
package struct SendReport: Sendable {
  /// The status of PID 1 when it was ready; nil if it ended before.
  package let ready: ProcessStatus?
  /// One result per step, in order.
  package let results: [SendResult]
  package let end: Termination
  /// Whether sigbox killed the box, because it was still running after the last step or its time
  /// limit was over.
  package let wasEnded: Bool
}
