package import Observation
package import SignalModel

/// How a program began, in a box of its own.
package struct StartupOutcome: Sendable {
  /// Whether it got ready for signals.
  package enum Outcome: Sendable {
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
  package let role: ProbedProcess.Role
  /// Whether it got ready.
  package let outcome: Outcome
  /// How long that took.
  package let elapsed: Duration
  /// Its masks then.
  package let target: Target
  /// Its name, as the kernel keeps it: 15 bytes at most.
  package let name: String
  /// The name of the file that is executed: of the shell for a shell's script.
  package let executable: String
  /// How many threads it had.
  package let threads: Int
  /// The names of its children; of the processes that it left behind where it has ended.
  package let children: [String]

  /// Whether it waits, with all its descendants.
  package var isAtRest: Bool { if case .rests = outcome { true } else { false } }

  /// Whether signals can be tried on it.
  package var isReady: Bool { if case .ended = outcome { false } else { true } }
}
