package import SignalModel

/// All of a run with steps.
package struct SendReport: Sendable {
  /// PID 1's signals when it was ready; nil when it ended before.
  package let ready: ProcessStatus?
  /// A result a step, in order.
  package let results: [SendResult]
  /// How PID 1 ended.
  package let end: Termination
  /// Whether sigbox ended the box, for it outlived the last step or its time.
  package let wasEnded: Bool
}
