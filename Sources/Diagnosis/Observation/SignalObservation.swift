package import Linux
package import SignalModel

/// What was observed around a signal.
package struct SignalObservation: Sendable {
  /// The process just before.
  package let target: Target
  package let prediction: Prediction
  /// Its pid.
  package let process: Int32
  /// The ids of its threads.
  package let threads: [Int32]
  /// From just before to just after the call that sent the signal.
  package let sending: ClosedRange<Instant>
  /// How long it took to decide the verdict.
  package var elapsed: Duration
  /// The pids of its descendants before.
  package let family: [Int32]
  /// How many of these were still running afterwards.
  package let survivors: Int
  /// Whether the kernel discarded the signal and the process slept on, so that no later end is an
  /// effect of it.
  package var isUntouched = false
}
