package import SignalModel

/// The kernel's own record of one signal.
package struct Evidence: Hashable, Codable, Sendable {
  /// The result of signal_generate; nil if there was no such event.
  package let generation: Prediction.Generation?
  /// The signal of signal_deliver; nil if none was delivered in the time.
  package let delivered: Signal?
  /// How the record differs from the prediction, if it does.
  package let disagreement: String?
  /// To how many of the program's descendants the signal was sent as well.
  package let passedOn: Int
  /// To how many of them KILL was sent then, as the kernel does when PID 1 ends.
  package let killedOff: Int
}
