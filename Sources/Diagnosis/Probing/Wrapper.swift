internal import Observation

/// Programs that start another one as their child and wait for it.
enum Wrapper {
  /// What to write in place of a wrapper, so that it executes its command instead.
  static func replacement(for name: String, command: String) -> String {
    switch name {
    case "su", "runuser", "sudo", "doas":
      "Let setpriv or gosu execute \(command) in place of \(name)"
    case "flock": "Use flock --no-fork, which executes \(command)"
    case _ where Shells.names.contains(name):
      "Write `exec \(command) ...` in the script, or \(command) in exec form"
    default: "Start \(command) itself, not below \(name)"
    }
  }
}
