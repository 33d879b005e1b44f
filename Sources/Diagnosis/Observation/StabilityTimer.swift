internal import Linux

/// How long a process has looked the same.
///
/// For processes at rest this is wall-clock time. For running processes it is the processor time
/// that they got, because on a busy machine they may wait long for a processor.
struct StabilityTimer {
  private var last: (snapshot: ProcSnapshot, since: Instant)?

  /// Records a snapshot and returns the time since the last change.
  mutating func note(_ snapshot: ProcSnapshot) -> Duration {
    let now = Instant.now
    guard let last, snapshot.looksLike(last.snapshot) else {
      self.last = (snapshot, now)
      return .zero
    }
    return snapshot.familyIsAtRest
      ? now - last.since
      : .nanoseconds(snapshot.processorTime - last.snapshot.processorTime)
  }
}
