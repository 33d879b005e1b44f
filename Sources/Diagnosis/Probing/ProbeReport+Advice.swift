internal import Observation
internal import SignalModel

extension ProbeReport {
  /// What to change, and the observation that supports it.
  func advice(_ start: StartupOutcome) -> [Finding] {
    shellAdvice(start) + stopSignalAdvice + initAdvice + handlerAdvice(start)
  }

  private func shellAdvice(_ start: StartupOutcome) -> [Finding] {
    guard start.isShell, !endsByTerm, let child = start.children.first else { return [] }
    let shell =
      start.name == start.executable ? start.name : "\(start.name) (\(start.executable))"
    let exec = Finding.advice(
      "PID 1 is a shell that waits for \(child): write `exec \(child) ...` in the script, or the "
        + "command in exec form ([\"\(child)\", ...]), so that \(child) gets the signal.",
      seen: "\(shell) is PID 1 and \(child) its child; TERM went to \(shell)")
    guard term?.verdict == .handled else { return [exec] }
    return [
      exec,
      .advice(
        "A trap runs only when the foreground command has ended: write `command & wait`.",
        seen: "TERM was caught, and \(child) continued to run"),
    ]
  }

  /// Which signal makes the program exit with status 0, if TERM does not.
  private var stopSignalAdvice: [Finding] {
    guard let term, term.verdict != .exited(0) else { return [] }
    let others = Signal.stopSignals.dropFirst().compactMap { result($0, .host, .pid1) }
    if let best = others.first(where: { $0.verdict == .exited(0) }) {
      return [
        .advice(
          "STOPSIGNAL \(best.probeCase.signal.name) ends it: exit status 0 after \(best.elapsed.short).",
          seen: best.observation)
      ]
    }
    guard !endsByTerm, others.count == Signal.stopSignals.count - 1 else { return [] }
    let names = others.map(\.probeCase.signal.name).joined(separator: ", ")
    guard let next = others.first(where: { $0.verdict.isEnd }) else {
      return [
        .advice(
          "No STOPSIGNAL ends it: the program itself has to change.",
          seen: "\(names) from the host: none of them ended it")
      ]
    }
    return [
      .advice(
        "STOPSIGNAL \(next.probeCase.signal.name) ends it after \(next.elapsed.short), but not with exit "
          + "status 0: \(next.verdict).",
        seen: next.observation)
    ]
  }

  private var initAdvice: [Finding] {
    var advice: [Finding] = []
    if !endsByTerm, let ordinary = result(.term, .host, .ordinary), ordinary.verdict.isEnd {
      advice.append(
        .advice(
          "With an init (docker run --init, tini) TERM ends it, because only PID 1 is protected.",
          seen: "as an ordinary process TERM ended it: \(ordinary.verdict)"))
    }
    if orphans == .leavesZombies {
      advice.append(
        .advice(
          "An init (docker run --init, tini) reaps the orphans.",
          seen: "PID 1 did not wait(2) for the zombie"))
    }
    return advice
  }

  private func handlerAdvice(_ start: StartupOutcome) -> [Finding] {
    guard term?.verdict == .dropped, !start.isShell else { return [] }
    return [
      .advice(
        "Install a handler for TERM that exits, and it stops at once.",
        seen: "TERM is not in SigCgt \(start.target.caught.hex)")
    ]
  }
}

extension StartupOutcome {
  fileprivate var isShell: Bool {
    ["sh", "bash", "dash", "ash", "busybox", "zsh", "ksh", "mksh", "fish"].contains(executable)
  }
}
