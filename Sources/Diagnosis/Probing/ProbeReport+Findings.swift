internal import Observation
internal import SignalModel

extension ProbeReport {
  /// Conclusions for those who run the program in a container.
  package var findings: [Finding] {
    guard let start = starts[.pid1] else { return starts[.ordinary].map(early) ?? [] }
    guard start.isReady else { return early(start) }
    return starts.values.sorted { $0.role == .pid1 && $1.role != .pid1 }.compactMap(starting)
      + [stop].compactMap { $0 } + lost + [reaping, passing].compactMap { $0 } + advice(start)
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
    case .rests, .ended: return nil
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

  // MARK: TERM

  var term: ProbeOutcome? { result(.term, .host, .pid1) }

  var endsByTerm: Bool { term?.verdict.isEnd == true }

  private var stop: Finding? {
    guard let term else { return nil }
    let seen = term.observation
    let time = term.elapsed.short
    switch term.verdict {
    case .exited(0):
      return .good("TERM ends it, with exit status 0 after \(time).", seen: seen)
    case .exited(143):
      return .good(
        "TERM ends it after \(time), with exit status 143, as if TERM had killed it.", seen: seen)
    case .exited(let code):
      return .bad(
        "TERM ends it after \(time), with exit status \(code), which counts as a failure.",
        seen: seen)
    case .killed(let signal):
      return .good(
        "TERM ends it after \(time), killed by \(signal.name): exit status \(128 + signal.number).",
        seen: seen)
    case .handled:
      return .bad(
        "TERM is handled, but it had not ended after \(grace.short)"
          + (grace < .seconds(10)
            ? ": use --grace 10s to wait as long as docker stop, which then kills it (status 137)."
            : ": docker stop waits 10 s, then kills it (status 137)."),
        seen: seen)
    case .caught:
      return .bad(
        "TERM is caught, but its handler had not run after \(grace.short): the script is in a call "
          + "that handlers do not interrupt.", seen: seen)
    case .unknown:
      return .bad("TERM did not end it, and nothing shows what became of it.", seen: seen)
    case .dropped, .ignored, .blocked, .stopped, .continued, .refused:
      return .bad(
        "TERM does nothing (\(term.verdict)): docker stop waits 10 s, then kills it (status 137).",
        seen: seen)
    }
  }

  // MARK: Children

  private var reaping: Finding? {
    switch orphans {
    case .reaps:
      .good("It reaps orphans.", seen: "an orphan that ended was gone from the process table")
    case .leavesZombies:
      .bad(
        "It leaves zombies: orphans that end stay in the process table.",
        seen: "an orphan that ended stayed a zombie child of PID 1")
    case .ends:
      .bad(
        "It ends when an orphan ends.", seen: "PID 1 ended when an orphan was made")
    case nil: nil
    }
  }

  private var passing: Finding? {
    guard let term, term.children.before > 0, term.lost.isEmpty else { return nil }
    let all = term.children.before
    func part(_ count: Int) -> String { "\(count) of \(all) \(all == 1 ? "child" : "children")" }
    let (passes, passesNot) = (
      "It passes TERM on to its children.", "It does not pass TERM on to its children."
    )
    if let evidence = term.evidence {
      if evidence.passedOn > 0 {
        return .good(passes, seen: "signal_generate shows TERM to \(part(evidence.passedOn))")
      }
      if endsByTerm, evidence.killedOff == 0 {
        return .good(
          "Its children end before it, although it does not pass TERM on to them.",
          seen: "signal_generate shows TERM and KILL to \(part(0))")
      }
      if endsByTerm {
        return .good(
          "It does not pass TERM on to its children, but none of them catches it.",
          seen: "signal_generate shows TERM to \(part(0)), KILL to \(part(evidence.killedOff))")
      }
      return .bad(passesNot, seen: "signal_generate shows TERM to \(part(0))")
    }
    // The kernel kills the children when PID 1 ends, and children that come and go end anyway:
    // neither shows that TERM was passed on.
    guard !endsByTerm, starts[.pid1]?.isAtRest == true else { return nil }
    return term.children.after < all
      ? .good(passes, seen: "\(part(all - term.children.after)) ended")
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
