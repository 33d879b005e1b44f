internal import Linux

/// The pause between two snapshots: 1 ms after a change, doubled up to 10 ms while nothing changes.
struct Backoff {
  private var pause = Duration.milliseconds(1)

  /// When to take the next snapshot.
  var next: Instant {
    mutating get {
      defer { pause = min(pause * 2, .milliseconds(10)) }
      return .now + pause
    }
  }
}
