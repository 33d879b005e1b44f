internal import Observation
internal import SignalModel

extension ProbeReport {
  /// Conclusions for those who run the program in a container.
  package var findings: [Finding] {
    guard let start = starts[.pid1] else { return starts[.ordinary].map(early) ?? [] }
    guard start.isReady else { return early(start) }
    return starts.values.sorted { $0.role == .pid1 && $1.role != .pid1 }.compactMap(starting)
      + [childrenWithoutStatus].compactMap { $0 } + effects + lost
      + [reaping, passing].compactMap { $0 } + advice(start)
  }

  // MARK: How it starts

  private func early(_ start: StartupOutcome) -> [Finding] {
    guard case .ended(let verdict) = start.state else { return [] }
    let isInit = start.role == .pid1
    let seen =
      "\(isInit ? "as PID 1" : "as an ordinary process") it had \(verdict.past) after \(start.elapsed.short)"
      + (lastLine.isEmpty ? "" : "; it wrote: \(lastLine)")
    var findings = [
      Finding.bad(
        "It ends before a signal can be sent\(isInit ? ", and the box ends with it" : "").",
        seen: seen)
    ]
    // The text of EROFS, which the program wrote.
    if lastLine.contains("Read-only file system") {
      findings.append(
        .advice(
          "It writes files: let it write below /tmp, or allow all files with --writable.",
          seen: "the host's files are read-only in a box"))
    }
    if let hiddenFile { findings.append(.advice("\(hiddenFile).", seen: "it wrote: \(lastLine)")) }
    let left = starts[.ordinary]?.children ?? []
    if isInit, !left.isEmpty, starts[.ordinary]?.isReady == false {
      findings.append(
        .advice(
          "It continues in the background: start it in the foreground, because the kernel kills "
            + "every process that is left when PID 1 ends.",
          seen: "as an ordinary process it ended and left \(left.joined(separator: ", "))"))
    }
    return findings
  }

  private func starting(_ start: StartupOutcome) -> Finding? {
    let role = start.role == .pid1 ? "" : " as an ordinary process"
    switch start.state {
    case .rests: return nil
    case .ended(let verdict): return endingWithoutInit(start, verdict)
    case .busy:
      return .bad(
        "It never rests\(role): it was probed while it was running.",
        seen: "it used a processor as long as it was observed")
    case .restless:
      return .bad(
        "It never rests\(role): it was probed while it was running.",
        seen: "its masks, threads or children kept changing as long as it was observed")
    case .stopped:
      return .bad(
        "It stops itself\(role): only CONT and KILL have an effect then.",
        seen: "its state was stopped (T) when it was ready")
    }
  }

  // MARK: The stop signal

  /// What the stop signal did; nil if it was not tried.
  package var stop: ProbeOutcome? { result(stopSignal, .host, .pid1) }

  var endsByStopSignal: Bool { stop?.verdict.isEnd == true }

  /// What the stop signal did, and each other signal that was asked for by name.
  private var effects: [Finding] {
    ([stopSignal] + named.filter { $0 != stopSignal })
      .compactMap { result($0, .host, .pid1) }.map(effect)
  }

  private func effect(_ outcome: ProbeOutcome) -> Finding {
    let name = outcome.probeCase.signal.name
    let seen = outcome.observation
    let time = outcome.elapsed.short
    switch outcome.verdict {
    case let verdict where !verdict.isEnd && outcome.probeCase.signal != stopSignal:
      return survival(outcome)
    case .exited(0):
      return .good("\(name) ends it, with exit status 0 after \(time).", seen: seen)
    case .exited(128 + outcome.probeCase.signal.number):
      return .good(
        "\(name) ends it after \(time), with exit status \(128 + outcome.probeCase.signal.number), as if \(name) had killed it.",
        seen: seen)
    case .exited(let code):
      return .bad(
        "\(name) ends it after \(time), with exit status \(code), which counts as a failure.",
        seen: seen)
    case .killed(let signal) where signal.isCrash:
      return .bad(
        "\(name) makes it crash after \(time), killed by \(signal.name): exit status "
          + "\(128 + signal.number).", seen: seen)
    case .killed(let signal):
      return .good(
        "\(name) ends it after \(time), killed by \(signal.name): exit status \(128 + signal.number).",
        seen: seen)
    case .handled:
      return .bad(
        "\(name) is handled, but it had not ended after \(grace.short)"
          + (grace < .seconds(10)
            ? ": use --grace 10s to wait as long as docker stop, which then kills it (status 137)."
            : ": docker stop waits 10 s, then kills it (status 137)."),
        seen: seen)
    case .caught:
      return .bad(
        "\(name) is caught, but its handler had not run after \(grace.short): the script is in a call "
          + "that handlers do not interrupt.", seen: seen)
    case .unknown:
      return .bad("\(name) did not end it, and nothing shows what became of it.", seen: seen)
    case .dropped, .ignored, .blocked, .stopped, .continued, .refused:
      return .bad(
        "\(name) does nothing (\(outcome.verdict)): docker stop waits 10 s, then kills it (status 137).",
        seen: seen)
    }
  }

  // MARK: Children

  private var reaping: Finding? {
    switch orphans {
    case .reaps where orphanTime < .milliseconds(100):
      .good("It reaps orphans.", seen: "an orphan that ended was gone from the process table")
    case .reaps:
      .good(
        "It reaps orphans, but not at once: one after \(orphanTime.short).",
        seen: "an orphan that ended was a zombie for \(orphanTime.short)")
    case .leavesZombies:
      .bad(
        "It leaves zombies, or reaps them later than \(orphanTime.short) after their end.",
        seen: "an orphan that ended was a zombie child of PID 1 for all of \(orphanTime.short)")
    case .ends:
      .bad(
        "It ends when an orphan ends.", seen: "PID 1 ended when an orphan was made")
    case nil: nil
    }
  }

  private var passing: Finding? {
    guard let stop, stop.children.before > 0, stop.lost.isEmpty else { return nil }
    let all = stop.children.before
    let name = stopSignal.name
    func part(_ count: Int) -> String { "\(count) of \(all) \(all == 1 ? "child" : "children")" }
    let (passes, passesNot) = (
      "It passes \(name) on to its children.", "It does not pass \(name) on to its children."
    )
    if let evidence = stop.evidence {
      if evidence.passedOn > 0 {
        return .good(passes, seen: "signal_generate shows \(name) to \(part(evidence.passedOn))")
      }
      if endsByStopSignal, evidence.killedOff == 0 {
        return .good(
          "Its children end before it, although it does not pass \(name) on to them.",
          seen: "signal_generate shows \(name) and KILL to \(part(0))")
      }
      if endsByStopSignal {
        return .good(
          "It does not pass \(name) on to its children, but none of them catches it.",
          seen: "signal_generate shows \(name) to \(part(0)), KILL to \(part(evidence.killedOff))")
      }
      return .bad(passesNot, seen: "signal_generate shows \(name) to \(part(0))")
    }
    // The kernel kills the children when PID 1 ends, and children that come and go end anyway:
    // neither shows that the signal was passed on.
    guard !endsByStopSignal, starts[.pid1]?.isAtRest == true else { return nil }
    return stop.children.after < all
      ? .good(passes, seen: "\(part(all - stop.children.after)) ended")
      : .bad(passesNot, seen: "\(part(all)) continued to run")
  }
}

extension ProbeOutcome {
  /// The observed effect and its reason.
  var observation: String {
    var text = "\(probeCase.signal.name) from the \(probeCase.origin): \(reason)"
    if let generation = evidence?.generation {
      text += " (signal_generate: res=\(generation.rawValue), \(generation.word))"
    }
    return text
  }
}
