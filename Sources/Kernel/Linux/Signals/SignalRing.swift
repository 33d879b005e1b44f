internal import CLinux
package import SignalModel

/// The signals that the handler caught and the program has not looked at yet, oldest first.
///
/// When the ring is full, further signals wait in the kernel's queue; none is lost.
package enum SignalRing {
  /// Has the handler call a function after each record; it must be async-signal-safe.
  package static func notify(_ function: @convention(c) () -> Void) {
    clinux_handler_notify(function)
  }

  /// How many records wait.
  package static var count: Int { Int(clinux_ring_pending()) }

  /// Tells what a signal's function runs under: this is blocked from the signal's delivery on, but for
  /// the signals of faults, and is the program's own when its record is taken.
  package static func setFunctionMask(_ mask: SignalSet, for signal: Signal) {
    clinux_function_mask(signal.number, mask.bits)
  }

  /// Takes the oldest record; nil if there is none.
  ///
  /// - Returns: The record, and the mask to put back when its signal has been handled.
  package static func take() -> (record: SignalRecord, mask: SignalSet)? {
    var record = clinux_record()
    var mask: UInt64 = 0
    guard clinux_ring_take(&record, &mask) else { return nil }
    return SignalRecord(record).map { ($0, SignalSet(bits: mask)) }
  }
}
