public import Signals

/// How a program began, in a box of its own.
public struct Start: Sendable {
  /// Whether it got ready for signals.
  public enum Outcome: Sendable {
    /// It waits: it rests with all its descendants.
    case rests
    /// It uses a processor on and on, and is taken as it is.
    case busy
    /// It changes on and on, itself or its descendants, and is taken as it is.
    case restless
    /// It has stopped itself.
    case stopped
    /// It has ended before.
    case ended(Verdict)
  }

  /// The part that it played.
  public let role: Subject.Role
  /// Whether it got ready.
  public let outcome: Outcome
  /// How long that took.
  public let elapsed: Duration
  /// Its masks then.
  public let target: Target
  /// Its name, as the kernel keeps it: 15 bytes at most.
  public let name: String
  /// The name of the file that is executed: of the shell for a shell's script.
  public let executable: String
  /// How many threads it had.
  public let threads: Int
  /// The names of its children; of the processes that it left behind where it has ended.
  public let children: [String]

  /// Whether it waits, with all its descendants.
  public var isAtRest: Bool { if case .rests = outcome { true } else { false } }

  /// Whether signals can be tried on it.
  public var isReady: Bool { if case .ended = outcome { false } else { true } }
}

/// What a PID 1 does with an orphan that has ended.
public enum OrphanCare: String, Sendable {
  /// It waits for it, and nothing is left.
  case reaps
  /// It does not: a zombie is left.
  case leavesZombies = "leaves_zombies"
  /// It ended on account of it, or before.
  case ends
}
