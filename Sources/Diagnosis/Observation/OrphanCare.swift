/// What a PID 1 does when an orphan ends.
package enum OrphanCare: String, Codable, Sendable {
  case reaps
  case leavesZombies = "leaves_zombies"
  /// PID 1 ended when the orphan ended, or before.
  case ends
}
