/// How a process ended.
///
/// Source: wait(2), the status of waitid.
public enum Termination: Hashable, Sendable {
  /// It called exit with this status, 0 to 255.
  case exited(Int32)
  /// A signal ended it; the flag says whether it left a core dump.
  case killed(Signal, core: Bool)

  /// The status that a shell gives: the exit code, or 128 and the signal's number.
  public var shellStatus: Int32 {
    switch self {
    case .exited(let code): code
    case .killed(let signal, _): 128 + signal.number
    }
  }
}

extension Termination: CustomStringConvertible {
  /// `exited 0`, or `killed by KILL`.
  public var description: String {
    switch self {
    case .exited(let code): "exited \(code)"
    case .killed(let signal, let core): "killed by \(signal.name)\(core ? ", core dumped" : "")"
    }
  }

  /// What follows the name of the process in a sentence: `exited 0`, or `was killed by KILL`.
  public var predicate: String {
    if case .killed = self { return "was \(description)" }
    return description
  }
}
