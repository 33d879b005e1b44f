internal import Observation
internal import SignalModel

extension ProbeReport {
  /// What to change, if that was tried and helped; otherwise what the program itself must do.
  func advice(_ start: StartupOutcome) -> [Finding] {
    let orphans = orphanAdvice
    guard let stop, !stop.stopsWell || stop.isFailure else { return orphans }
    let helpful = remedies.filter(helps)
    let found = helpful.compactMap(finding) + (helpful.isEmpty ? signalAdvice(stop) : [])
    return found + orphans + warnings + (found.isEmpty ? ownAdvice(start, stop) : [])
  }

  /// Whether a remedy was seen to help, and no simpler one was.
  private func helps(_ tried: Remedy.Outcome) -> Bool {
    guard let outcome = tried.outcome, outcome.stopsWell else { return false }
    switch tried.remedy {
    case .exec, .initInFront: return true
    case .groupInitInFront:
      return !remedies.contains { $0.remedy == .initInFront && $0.outcome?.stopsWell == true }
    case .stopSignal:
      let best = remedies.first { $0.remedy.isSignal && $0.outcome?.verdict == .exited(0) }
      return best?.remedy == tried.remedy
    }
  }

  private func finding(_ tried: Remedy.Outcome) -> Finding? {
    guard let outcome = tried.outcome else { return nil }
    let (signal, time) = (outcome.probeCase.signal.name, outcome.elapsed.short)
    let end = "\(outcome.verdict) after \(time)"
    let text: String
    switch tried.remedy {
    case .initInFront:
      text = "With an init in front (docker run --init, tini) \(signal) ends it: \(end)."
    case .groupInitInFront:
      text =
        "With tini -g in front, which signals the whole process group, \(signal) ends it: \(end)."
    case .exec(let child):
      let wrapper = Wrapper.replacement(
        for: starts[.pid1]?.executable ?? "", command: child.name)
      text = "\(wrapper), so that it is PID 1 and gets \(signal): \(end)."
    case .stopSignal: text = "STOPSIGNAL \(signal) ends it: \(end)."
    }
    return .advice(text, seen: "tried in a further box: \(outcome.observation)")
  }

  /// Which signal ends the program with status 0, or at all, among those that were tried before.
  private func signalAdvice(_ stop: ProbeOutcome) -> [Finding] {
    let others = (Signal.stopSignals + named).compactMap { result($0, .host, .pid1) }
      .filter { $0.probeCase != stop.probeCase && $0.stopsWell }
    let best = others.first { $0.verdict == .exited(0) } ?? (stop.stopsWell ? nil : others.first)
    guard let best else { return [] }
    let name = best.probeCase.signal.name
    let text = "STOPSIGNAL \(name) ends it: \(best.verdict) after \(best.elapsed.short)."
    return [.advice(text, seen: best.observation)]
  }

  private var orphanAdvice: [Finding] {
    guard initReaps else { return [] }
    return [
      .advice(
        "An init in front (docker run --init, tini) reaps the orphans.",
        seen: "tried in a further box: an orphan that ended was gone from the process table")
    ]
  }

  /// Cures that people try first, and that would lose what a process has to save.
  private var warnings: [Finding] {
    guard lost.isEmpty else { return [] }
    return remedies.compactMap { tried in
      guard tried.remedy == .initInFront, let outcome = tried.outcome, outcome.verdict.isEnd,
        let lost = outcome.lost.first
      else { return nil }
      return .advice(
        "Do not just put an init in front: \(lost.name) catches \(outcome.probeCase.signal.name) and would "
          + "be killed before it has shut down.",
        seen: "tried in a further box: \(outcome.observation)")
    }
  }

  /// What the program itself must do, where nothing that was tried helps.
  private func ownAdvice(_ start: StartupOutcome, _ stop: ProbeOutcome) -> [Finding] {
    let signal = stop.probeCase.signal.name
    let tried = remedies.map(\.remedy.title)
    let seen =
      tried.isEmpty ? stop.observation : "tried without success: \(tried.joined(separator: ", "))"
    if start.isShell, stop.verdict == .handled {
      return [
        .advice(
          "A trap runs only when the foreground command has ended: write `command & wait`.",
          seen: seen)
      ]
    }
    if stop.events?.fates.contains(where: \.canShutDown) == true {
      return [
        .advice(
          "PID 1 itself must pass \(signal) on to its children, and wait until they have ended.",
          seen: seen)
      ]
    }
    guard !stop.verdict.isEnd else { return [] }
    let what =
      stop.verdict == .handled
      ? "The handler of \(signal) must end the program."
      : "Install a handler for \(signal) that exits."
    return [.advice(what, seen: seen)]
  }
}

extension Remedy {
  fileprivate var isSignal: Bool { if case .stopSignal = self { true } else { false } }

  /// A short name.
  fileprivate var title: String {
    switch self {
    case .initInFront: "tini in front"
    case .groupInitInFront: "tini -g in front"
    case .exec: "exec form"
    case .stopSignal(let signal): "STOPSIGNAL \(signal.name)"
    }
  }
}

extension ProbeOutcome {
  /// Whether the program ended with a status that counts as a failure.
  fileprivate var isFailure: Bool {
    switch verdict {
    case .exited(0), .exited(143): false
    case .exited: true
    default: false
    }
  }
}

extension StartupOutcome {
  fileprivate var isShell: Bool {
    Shells.names.contains(executable)
  }
}
