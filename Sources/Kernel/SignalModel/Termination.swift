/// How a process ended.
///
/// Source: wait(2), the status of waitid.
public enum Termination: Hashable, Sendable {
  /// The process exited with this status, 0 to 255.
  case exited(Int32)
  /// A signal killed the process; `core` says whether it left a core dump.
  case killed(Signal, core: Bool)

  /// The status that a shell reports: the exit code, or 128 plus the number of the signal.
  public var shellStatus: Int32 {
    switch self {
    case .exited(let code): code
    case .killed(let signal, _): 128 + signal.number
    }
  }
}

extension Termination: CustomStringConvertible {
  /// Such as `exited 0` or `killed by KILL, core dumped`.
  public var description: String {
    switch self {
    case .exited(let code): "exited \(code)"
    case .killed(let signal, let core): "killed by \(signal.name)\(core ? ", core dumped" : "")"
    }
  }

  /// The predicate of a sentence: `exited 0`, or `was killed by KILL`.
  package var predicate: String {
    if case .killed = self { return "was \(description)" }
    return description
  }
}
