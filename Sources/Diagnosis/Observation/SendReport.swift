package import SignalModel

/// A run with steps.
package struct SendReport: Sendable {
  /// The status of PID 1 when it was ready; nil if it ended before.
  package let ready: ProcessStatus?
  /// One result per step, in order.
  package let results: [SendResult]
  package let end: Termination
  /// What happened to PID 1 and its descendants from the last step on; nil if nothing was sent.
  package let events: RunEvents?
  /// Whether sigbox killed the box, because it was still running after the last step or its time
  /// limit was over.
  package let wasEnded: Bool

  init(
    ready: ProcessStatus?, results: [SendResult], end: Termination, wasEnded: Bool,
    events: RunEvents? = nil
  ) {
    self.ready = ready
    self.results = results
    self.end = end
    self.wasEnded = wasEnded
    self.events = events
  }

  /// A run without steps, of which only the end is known.
  package init(end: Termination, wasEnded: Bool) {
    self.init(ready: nil, results: [], end: end, wasEnded: wasEnded)
  }
}
