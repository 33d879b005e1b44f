/// What the OOM killer of the kernel did in a box, as its control group counts it.
package struct OutOfMemoryKills: Equatable, Sendable, Codable {
  /// How many processes it killed.
  package let count: UInt64
  /// Whether the box reached its memory limit; otherwise, the memory of its surroundings ran out.
  package let limitWasReached: Bool

  package init(count: UInt64, limitWasReached: Bool) {
    self.count = count
    self.limitWasReached = limitWasReached
  }
}
