/// What became of a signal.
public enum Verdict: Hashable, Sendable {
  /// A handler of the program ran, and the program lives.
  case handled
  /// The kernel delivered it to a handler that a script has not run yet.
  case caught
  /// Thrown away because the program ignores it, or because its default action is to do nothing.
  case ignored
  /// Thrown away by the kernel's protection of PID 1.
  case dropped
  /// Pending, for the program has it blocked or is stopped.
  case blocked
  /// The signal, or another that followed from it, ended the program.
  case killed(Signal)
  /// The program ended by its own exit with this status.
  case exited(Int32)
  /// The program stopped.
  case stopped
  /// The program was stopped and goes on.
  case continued

  /// Not sent, for the kernel refused: the sender may not, or the queue is full.
  case refused

  /// The verdict's one word.
  public var word: String {
    switch self {
    case .handled: "handled"
    case .caught: "caught"
    case .ignored: "ignored"
    case .dropped: "dropped"
    case .blocked: "blocked"
    case .killed: "killed"
    case .exited: "exited"
    case .stopped: "stopped"
    case .continued: "continued"
    case .refused: "refused"
    }
  }

  /// The verdict of a program that ended.
  public init(_ termination: Termination) {
    switch termination {
    case .exited(let code): self = .exited(code)
    case .killed(let signal, _): self = .killed(signal)
    }
  }
}

extension Verdict {
  /// The exit code of a program that ended by its own exit.
  public var exitCode: Int32? { if case .exited(let code) = self { code } else { nil } }

  /// The signal that ended the program.
  public var killer: Signal? { if case .killed(let signal) = self { signal } else { nil } }
}

extension Verdict: CustomStringConvertible {
  /// The word with what belongs to it: `exited 2`, `blocked (pending)`.
  public var description: String {
    switch self {
    case .exited(let code): "exited \(code)"
    case .blocked: "blocked (pending)"
    case .caught: "caught, not handled yet"
    default: word
    }
  }
}
