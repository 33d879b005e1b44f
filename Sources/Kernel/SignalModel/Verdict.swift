/// The fate of a signal.
public enum Verdict: Hashable, Codable, Sendable {
  /// A handler of the program ran, or the program accepted the signal, and the program is alive.
  case handled
  /// The kernel delivered the signal, but the script's handler has not run yet.
  case caught
  /// Discarded because the program ignores the signal, or its default action is to do nothing.
  case ignored
  /// Discarded by the kernel's protection of PID 1.
  case dropped
  /// Pending because the program blocks the signal, or is stopped or frozen.
  case blocked
  /// The program was killed by this signal, which may be another one than was sent.
  case killed(Signal)
  /// The program exited with this status, 0 to 255.
  case exited(Int32)
  /// The program stopped.
  case stopped
  /// The stopped program continued.
  case continued
  /// Not sent: the call failed with EPERM or EAGAIN.
  case refused
  /// Not pending any more, but nothing shows whether the program took it or the kernel discarded it.
  case unknown

  /// The verdict as one word, without its associated value.
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
    case .unknown: "unknown"
    }
  }

  /// Creates the verdict for a program that ended.
  public init(_ termination: Termination) {
    switch termination {
    case .exited(let code): self = .exited(code)
    case .killed(let signal, _): self = .killed(signal)
    }
  }
}

extension Verdict {
  /// The exit code; nil unless the program exited.
  public var exitCode: Int32? { if case .exited(let code) = self { code } else { nil } }

  /// The signal that killed the program; nil unless it was killed.
  public var killer: Signal? { if case .killed(let signal) = self { signal } else { nil } }
}

extension Verdict: CustomStringConvertible {
  /// The verdict with its details, such as `exited 2` or `blocked (pending)`.
  public var description: String {
    switch self {
    case .exited(let code): "exited \(code)"
    case .blocked: "blocked (pending)"
    case .caught: "caught, not handled yet"
    default: word
    }
  }
}
