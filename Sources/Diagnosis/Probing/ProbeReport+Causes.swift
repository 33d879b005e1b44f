internal import Observation
internal import SignalModel

// Causes that the state of the program shows, whatever a signal does to it.
extension ProbeReport {
  /// The program ends as an ordinary process, and lives as PID 1.
  func endingWithoutInit(_ start: StartupOutcome, _ verdict: Verdict) -> Finding? {
    guard start.role == .ordinary, let pid1 = starts[.pid1], pid1.isReady else { return nil }
    let asInit =
      switch pid1.state {
      case .busy: "as PID 1 it runs on and uses a processor without pause"
      case .stopped: "as PID 1 it stops"
      default: "as PID 1 it lives on"
      }
    let isCrash = verdict.killer?.isCrash == true
    return .bad(
      isCrash
        ? "It crashes as an ordinary process; PID 1 is protected from the signal and lives on."
        : "It ends as an ordinary process before a signal can be sent.",
      seen: "as an ordinary process it had \(verdict.past) after \(start.elapsed.short); \(asInit)")
  }

  /// The children of a PID 1 that ignores CHLD cannot wait for theirs.
  var childrenWithoutStatus: Finding? {
    guard let start = starts[.pid1], start.target.ignored.contains(.chld),
      let child = start.childrenIgnoringChld.first
    else { return nil }
    return .bad(
      "It ignores CHLD, and \(child) inherits that: wait(2) fails with ECHILD there, and the exit "
        + "statuses of its children are lost. Reset CHLD before exec.",
      seen: "CHLD is in SigIgn of PID 1 and of its child \(child)")
  }
}

extension Signal {
  /// Whether a death by the signal is a crash: a fault, or abort(3).
  var isCrash: Bool { isFault || self == .abrt }
}
