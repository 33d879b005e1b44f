internal import Observation
internal import SignalModel

extension ProbeReport {
  /// What the probe says to those who run containers.
  package var findings: [Finding] {
    guard let start = starts[.pid1] else { return starts[.ordinary].map(early) ?? [] }
    guard start.isReady else { return early(start) }
    return starts.values.sorted { $0.role == .pid1 && $1.role != .pid1 }.compactMap(beginning)
      + [stop, reaping, passing].compactMap { $0 } + advice(start)
  }

  // MARK: How it begins

  private func early(_ start: StartupOutcome) -> [Finding] {
    guard case .ended(let verdict) = start.outcome else { return [] }
    let isInit = start.role == .pid1
    let seen =
      "\(isInit ? "as PID 1" : "as an ordinary process") it had \(verdict.past) after \(start.elapsed.short)"
      + (words.isEmpty ? "" : "; it wrote: \(words)")
    var findings = [
      Finding.bad(
        "It ends before a signal can be sent\(isInit ? ", and the box ends with it" : "").",
        seen: seen)
    ]
    if words.contains("Read-only file system") {
      findings.append(
        .advice(
          "It writes files: have it write them below /tmp, or let it with --writable.",
          seen: "the host's files are read-only in a box"))
    }
    let left = starts[.ordinary]?.children ?? []
    if isInit, !left.isEmpty, starts[.ordinary]?.isReady == false {
      findings.append(
        .advice(
          "It goes on in the background: start it in the foreground, for the kernel kills all that "
            + "PID 1 leaves behind.",
          seen: "as an ordinary process it ended and left \(left.joined(separator: ", "))"))
    }
    return findings
  }

  private func beginning(_ start: StartupOutcome) -> Finding? {
    let role = start.role == .pid1 ? "" : " as an ordinary process"
    switch start.outcome {
    case .rests, .ended: return nil
    case .busy:
      return .bad(
        "It never rests\(role): what it does was taken as it was.",
        seen: "it used a processor for as long as it was watched")
    case .restless:
      return .bad(
        "It never rests\(role): what it does was taken as it was.",
        seen: "its masks, threads or children changed for as long as it was watched")
    case .stopped:
      return .bad(
        "It stops itself\(role): nothing but CONT and KILL has an effect then.",
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
        "TERM is handled, and it had not ended after \(grace.short)"
          + (grace < .seconds(10)
            ? ": --grace 10s waits as long as docker stop does, which then kills it (137)."
            : ": docker stop waits 10 s and kills it, with exit status 137."),
        seen: seen)
    case .caught:
      return .bad(
        "TERM is caught, but its handler had not run after \(grace.short): the script is in a call "
          + "that no handler interrupts.", seen: seen)
    case .dropped, .ignored, .blocked, .stopped, .continued, .refused:
      return .bad(
        "TERM does nothing (\(term.verdict)): docker stop waits 10 s and kills it, with exit "
          + "status 137.",
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
        seen: "an orphan that ended stayed a zombie, child of PID 1")
    case .ends:
      .bad(
        "It ends when an orphan of another ends.", seen: "PID 1 had ended when an orphan was made")
    case nil: nil
    }
  }

  private var passing: Finding? {
    guard let term, term.children.before > 0 else { return nil }
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
          "Its children end before it, though it does not pass TERM on to them.",
          seen: "signal_generate shows TERM and KILL to \(part(0))")
      }
      return .bad(passesNot, seen: "signal_generate shows TERM to \(part(0))")
    }
    // With PID 1's end the kernel kills them, and children that come and go end of themselves: that
    // says nothing.
    guard !endsByTerm, starts[.pid1]?.isAtRest == true else { return nil }
    return term.children.after < all
      ? .good(passes, seen: "\(part(all - term.children.after)) ended")
      : .bad(passesNot, seen: "\(part(all)) lived on")
  }
}

extension ProbeOutcome {
  /// What was seen, and why, in a sentence.
  var observation: String {
    var text = "\(cell.signal.name) from the \(cell.origin): \(reason)"
    if let generation = evidence?.generation {
      text += " (signal_generate: res=\(generation.rawValue), \(generation.word))"
    }
    return text
  }
}

extension Verdict {
  /// Whether the program has ended.
  var isEnd: Bool {
    switch self {
    case .exited, .killed: true
    default: false
    }
  }

  /// The verdict behind "had": `exited 2`, `been killed by TERM`.
  var past: String {
    switch self {
    case .killed(let signal): "been killed by \(signal.name)"
    default: "\(self)"
    }
  }
}
