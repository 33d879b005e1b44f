/// What a PID 1 does with an orphan that has ended.
package enum OrphanCare: String, Sendable {
  /// It waits for it, and nothing is left.
  case reaps
  /// It does not: a zombie is left.
  case leavesZombies = "leaves_zombies"
  /// It ended on account of it, or before.
  case ends
}
