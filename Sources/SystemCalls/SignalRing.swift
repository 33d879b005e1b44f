internal import CLinux

/// The signals that the handler caught and the program has not looked at yet, oldest first.
///
/// When the ring is full, further signals wait in the kernel's queue; none is lost.
public enum SignalRing {
  /// Has the handler call a function after each record; it must be async-signal-safe.
  public static func notify(_ function: @convention(c) () -> Void) {
    clinux_handler_notify(function)
  }

  /// How many records wait.
  public static var count: Int { Int(clinux_ring_pending()) }

  /// Takes the oldest record, nil when there is none.
  public static func take() -> SignalRecord? {
    var record = clinux_record()
    guard clinux_ring_take(&record) else { return nil }
    return SignalRecord(record)
  }
}
