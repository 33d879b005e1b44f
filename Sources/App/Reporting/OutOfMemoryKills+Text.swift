package import BoxProtocol

extension OutOfMemoryKills {
  /// What was killed and why; nil if nothing was.
  package var sentence: String? {
    guard count > 0 else { return nil }
    let killed =
      "the OOM killer killed \(count == 1 ? "a process" : "\(count) processes") of the box"
    return limitWasReached
      ? "\(killed), which reached its memory limit: --memory raises it"
      : "\(killed), although it did not reach its memory limit: its surroundings ran out of memory"
  }
}
