package import SignalModel

/// The parts of a ``Termination``, as records, JSON documents and Lua tables show them.
package struct TerminationFields: Hashable, Sendable, Codable {
  /// The exit code; nil for a process that a signal ended.
  package let exitCode: Int32?
  /// The name of the signal that ended the process; nil for a process that exited.
  package let signal: String?
  /// Whether the signal left a core dump; nil for a process that exited.
  package let dumpedCore: Bool?
  /// The exit status as a shell shows it.
  package let exitStatus: Int32

  package init(_ termination: Termination) {
    exitStatus = termination.shellStatus
    switch termination {
    case .exited(let code): (exitCode, signal, dumpedCore) = (code, nil, nil)
    case .killed(let by, let core): (exitCode, signal, dumpedCore) = (nil, by.name, core)
    }
  }

  /// The termination; nil for fields that contradict each other.
  package var termination: Termination? {
    switch (exitCode, signal.flatMap { Signal(parsing: $0) }) {
    case (let code?, nil): .exited(code)
    case (nil, let signal?): .killed(signal, core: dumpedCore ?? false)
    default: nil
    }
  }
}
