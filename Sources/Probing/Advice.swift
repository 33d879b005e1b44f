internal import Signals

/// Something that a probe says to those who run containers, and what supports it.
public struct Finding: Sendable {
  /// Whether it is as it should be.
  public enum Kind: String, Sendable {
    /// As it should be.
    case good
    /// Trouble.
    case bad
    /// What to do about trouble.
    case advice
  }

  /// Whether it is as it should be.
  public let kind: Kind
  /// A sentence.
  public let text: String
  /// The observation that supports it.
  public let observation: String
}

extension ProbeReport {
  /// What the probe says to those who run containers.
  public var findings: [Finding] {
    guard let start = starts[.pid1] else { return [] }
    guard start.isReady else { return early(start) }
    return [beginning(start), stop, reaping, passing].compactMap { $0 } + advice(start)
  }

  // MARK: How it begins

  private func early(_ start: Start) -> [Finding] {
    guard case .ended(let verdict) = start.outcome else { return [] }
    let seen =
      "as PID 1 it had \(verdict.past) after \(start.elapsed.short)"
      + (words.isEmpty ? "" : "; it wrote: \(words)")
    var findings = [
      Finding(
        kind: .bad, text: "It ends before a signal can be sent, and the box ends with it.",
        observation: seen)
    ]
    let left = starts[.ordinary]?.children ?? []
    if !left.isEmpty, starts[.ordinary]?.isReady == false {
      findings.append(
        Finding(
          kind: .advice,
          text:
            "It goes on in the background: start it in the foreground, for the kernel kills all "
            + "that PID 1 leaves behind.",
          observation: "as an ordinary process it ended and left \(left.joined(separator: ", "))"))
    }
    return findings
  }

  private func beginning(_ start: Start) -> Finding? {
    switch start.outcome {
    case .rests, .ended: nil
    case .busy:
      Finding(
        kind: .bad, text: "It never rests: what it does was taken as it was.",
        observation: "it used a processor for as long as it was watched")
    case .stopped:
      Finding(
        kind: .bad, text: "It has stopped itself: nothing but CONT and KILL has an effect.",
        observation: "its state was stopped (T) when it was ready")
    }
  }

  // MARK: TERM

  private var term: CellResult? { result(.term, .host, .pid1) }

  private var stop: Finding? {
    guard let term else { return nil }
    let seen = observation(term)
    switch term.verdict {
    case .exited(0):
      return Finding(
        kind: .good, text: "TERM ends it, with exit status 0 after \(term.elapsed.short).",
        observation: seen)
    case .exited(let code):
      return Finding(
        kind: code == 143 ? .good : .bad,
        text: "TERM ends it after \(term.elapsed.short), with exit status \(code)"
          + (code == 143 ? ", as if TERM had killed it." : ", which counts as a failure."),
        observation: seen)
    case .killed(let signal):
      return Finding(
        kind: .good,
        text: "TERM ends it after \(term.elapsed.short), killed by \(signal.name): exit status "
          + "\(128 + signal.number).",
        observation: seen)
    case .handled:
      return Finding(
        kind: .bad,
        text:
          "TERM is handled, and it goes on for more than \(grace.short): docker stop waits 10 s "
          + "and kills it, with exit status 137.",
        observation: seen)
    case .dropped, .ignored, .blocked, .stopped, .continued, .refused:
      return Finding(
        kind: .bad,
        text: "TERM does nothing (\(term.verdict)): docker stop waits 10 s and kills it, with exit "
          + "status 137.",
        observation: seen)
    }
  }

  private func observation(_ result: CellResult) -> String {
    var text = "\(result.cell.signal.name) from the \(result.cell.origin): \(result.reason)"
    if let generation = result.evidence?.generation {
      text += " (signal_generate: res=\(generation.rawValue), \(generation.word))"
    }
    return text
  }

  private var endsByTerm: Bool {
    switch term?.verdict {
    case .exited, .killed: true
    default: false
    }
  }

  // MARK: Children

  private var reaping: Finding? {
    switch orphans {
    case .reaps:
      Finding(
        kind: .good, text: "It reaps orphans.",
        observation: "an orphan that ended was gone from the process table")
    case .leavesZombies:
      Finding(
        kind: .bad, text: "It leaves zombies: orphans that end stay in the process table.",
        observation: "an orphan that ended stayed a zombie, child of PID 1")
    case .ends:
      Finding(
        kind: .bad, text: "It ends when an orphan of another ends.",
        observation: "PID 1 had ended when an orphan was made")
    case nil: nil
    }
  }

  private var passing: Finding? {
    guard let term, term.children.before > 0 else { return nil }
    let all = term.children.before
    func part(_ count: Int) -> String { "\(count) of \(all) \(all == 1 ? "child" : "children")" }
    if let passed = term.evidence?.passedOn {
      return passed > 0
        ? Finding(
          kind: .good, text: "It passes TERM on to its children.",
          observation: "signal_generate shows TERM to \(part(passed))")
        : Finding(
          kind: .bad, text: "It does not pass TERM on to its children.",
          observation: "signal_generate shows TERM to \(part(0))")
    }
    // With PID 1's end the kernel kills them: that says nothing.
    if endsByTerm { return nil }
    return term.children.after < term.children.before
      ? Finding(
        kind: .good, text: "It passes TERM on to its children.",
        observation: "\(part(all - term.children.after)) ended")
      : Finding(
        kind: .bad, text: "It does not pass TERM on to its children.",
        observation: "\(part(term.children.after)) lived on")
  }

  // MARK: What to do

  private static let shells: Set = [
    "sh", "bash", "dash", "ash", "busybox", "zsh", "ksh", "mksh", "fish",
  ]

  private func advice(_ start: Start) -> [Finding] {
    var advice: [Finding] = []
    let isShell = Self.shells.contains(start.name)
    if !endsByTerm, isShell, let child = start.children.first {
      advice.append(
        Finding(
          kind: .advice,
          text:
            "PID 1 is a shell that waits for \(child): write `exec \(child) ...` in the script, "
            + "or the command in exec form ([\"\(child)\", ...]), so that \(child) gets the signal.",
          observation: "\(start.name) is PID 1 and \(child) its child; TERM reached \(start.name)"))
      if term?.verdict == .handled {
        advice.append(
          Finding(
            kind: .advice,
            text:
              "A trap runs when the command in the foreground has ended: write `command & wait`.",
            observation: "TERM was caught, and \(child) lived on"))
      }
    }
    if let better = graceful {
      advice.append(
        Finding(
          kind: .advice,
          text: "STOPSIGNAL \(better.cell.signal.name) ends it: exit status 0 after "
            + "\(better.elapsed.short).",
          observation: observation(better)))
    }
    if !endsByTerm, let ordinary = result(.term, .host, .ordinary) {
      switch ordinary.verdict {
      case .killed, .exited:
        advice.append(
          Finding(
            kind: .advice,
            text: "With an init before it (docker run --init, tini) TERM ends it: only PID 1 is "
              + "protected.",
            observation: "as an ordinary process TERM ended it: \(ordinary.verdict)"))
      default: break
      }
    }
    if term?.verdict == .dropped, !isShell {
      advice.append(
        Finding(
          kind: .advice, text: "A handler for TERM that exits makes it stop at once.",
          observation: "TERM is not in SigCgt \(start.target.caught.hex)"))
    }
    if orphans == .leavesZombies {
      advice.append(
        Finding(
          kind: .advice, text: "An init before it (docker run --init, tini) reaps what it leaves.",
          observation: "no wait(2) came for the zombie"))
    }
    return advice
  }

  /// The first stop signal that ends it with exit status 0, where TERM does not.
  private var graceful: CellResult? {
    if term?.verdict == .exited(0) { return nil }
    return Signal.stopSignals.compactMap { result($0, .host, .pid1) }.first {
      $0.verdict == .exited(0)
    }
  }
}

extension Verdict {
  /// The verdict behind "had": `exited 2`, `been killed by TERM`.
  var past: String {
    switch self {
    case .killed(let signal): "been killed by \(signal.name)"
    default: "\(self)"
    }
  }
}

extension Duration {
  /// The length as users write it, rounded: `3 ms`, `1.5 s`.
  public var short: String {
    let milliseconds = (nanoseconds + 500_000) / 1_000_000
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    let tenths = (milliseconds + 50) / 100
    return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
  }
}
