package import Observation
package import SignalModel

/// How a program started, in its own box.
package struct StartupOutcome: Codable, Sendable {
  package enum State: Codable, Sendable {
    /// The program waits, and all its descendants do.
    case rests
    /// It uses a processor without pause, and was probed like that.
    case busy
    /// It or its descendants keep changing, and it was probed like that.
    case restless
    /// It has stopped itself.
    case stopped
    /// It ended before it was ready.
    case ended(Verdict)

    init(_ readiness: Observer.Readiness, isStopped: Bool) {
      switch readiness {
      case _ where isStopped: self = .stopped
      case .rests: self = .rests
      case .isBusy: self = .busy
      case .isRestless: self = .restless
      }
    }
  }

  package let role: ProbedProcess.Role
  package let state: State
  /// How long it took to reach that state.
  package let elapsed: Duration
  /// Its signal masks then.
  package let target: Target
  /// Its name as the kernel keeps it, 15 bytes at most; empty if it has ended.
  package let name: String
  /// The name of the executable, which for a shell script is the shell.
  package let executable: String
  package let threads: Int
  /// The names of its children; if it has ended, of the processes that it left behind.
  package let children: [String]
  /// Its child, if it has one only.
  package var onlyChild: ChildProgram?
  /// When it stopped changing.
  package var settling = Settling.atOnce
  /// The names of its children that ignore CHLD.
  var childrenIgnoringChld: [String] = []

  /// Whether the program waits, and all its descendants do.
  package var isAtRest: Bool { if case .rests = state { true } else { false } }

  /// Whether signals can be sent to it.
  package var isReady: Bool { if case .ended = state { false } else { true } }
}
