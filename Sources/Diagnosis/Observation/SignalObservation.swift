package import Linux
package import SignalModel

/// What was seen around a signal.
package struct SignalObservation: Sendable {
  /// The process just before.
  package let target: Target
  /// What the rule says.
  package let prediction: Prediction
  /// Its pid.
  package let process: Int32
  /// The pids of its threads.
  package let threads: [Int32]
  /// When the call was made that sends it.
  package let sending: ClosedRange<Instant>
  /// How long it took to be sure of the verdict.
  package var elapsed: Duration
  /// The pids of its descendants before.
  package let family: [Int32]
  /// How many of these were left then.
  package let survivors: Int
}
