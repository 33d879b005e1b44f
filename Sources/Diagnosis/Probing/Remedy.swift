package import Observation
package import SignalModel

/// A change to how a program is started or stopped that may help.
package enum Remedy: Hashable, Codable, Sendable {
  /// An init in front, which passes signals on to its child: `tini --`.
  case initInFront
  /// An init in front, which passes signals on to the process group of its child: `tini -g --`.
  case groupInitInFront
  /// The only child of PID 1 as PID 1, as `exec` in a start script or the exec form make it.
  case exec(ChildProgram)
  /// Another signal that stops the container.
  case stopSignal(Signal)

  /// What came of trying it.
  package struct Outcome: Hashable, Codable, Sendable {
    package let remedy: Remedy
    /// What the signal did; nil if the program ended before.
    package let outcome: ProbeOutcome?
  }
}

extension ProbeOutcome {
  /// The processes that could have shut down and were killed before they had.
  package var lost: [ProcessFate] { events?.fates.filter(\.isLost) ?? [] }

  /// Whether the program ended in the time it had, and nothing was lost.
  var stopsWell: Bool { verdict.isEnd && verdict.killer?.isCrash != true && lost.isEmpty }
}
