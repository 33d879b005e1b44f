internal import Observation
internal import BoxHost
internal import SignalModel

/// What a test expects of a program: `[inside|host] [pid1|ordinary] SIGNAL EFFECT [within TIME]`.
package struct Expectation: Sendable {
  /// The text as it was given.
  package let text: String
  let probeCase: ProbeCase
  private let effect: Effect
  /// How long the effect may take.
  let limit: Duration?

  private enum Effect {
    case verdict(Verdict)
    case exits
    case ends
    case survives
  }

  package struct Outcome: Sendable {
    package let isMet: Bool
    /// What was observed instead, or as expected.
    package let observed: String
  }

  package struct ParsingError: Error, CustomStringConvertible {
    /// One line: the invalid part, and the valid syntax.
    package let description: String
  }

  /// Parses an expectation: `TERM exits 0 within 5s`, `inside KILL dropped`, `ordinary TERM killed`.
  ///
  /// By default the signal comes from the host and the program is PID 1.
  package init(parsing text: String) throws(ParsingError) {
    var words = text.split(separator: " ").map(String.init)[...]
    do throws(Misfit) {
      self.text = text
      probeCase = try Self.probeCase(&words)
      effect = try Self.effect(&words, of: probeCase.signal)
      limit = try Self.limit(&words)
      if let rest = words.first { throw Misfit("unexpected '\(rest)'") }
    } catch {
      if let meant = error.meant {
        throw ParsingError(description: "\(error.what) in '\(text)': did you mean \(meant)?")
      }
      throw ParsingError(
        description: "\(error.what) in '\(text)': use [inside|host] [pid1|ordinary] SIGNAL EFFECT "
          + "[within TIME], such as 'TERM exits 0 within 5s'; effects are exits [N], killed [SIGNAL], "
          + "ends, survives, handled, caught, dropped, ignored, blocked, stopped, continued")
    }
  }

  /// A part of the text that is not valid.
  private struct Misfit: Error {
    let what: String
    /// The word that was probably intended.
    let meant: String?

    init(_ what: String, meant: String? = nil) {
      self.what = what
      self.meant = meant
    }
  }

  private static func probeCase(_ words: inout ArraySlice<String>) throws(Misfit) -> ProbeCase {
    var (origin, role) = (Origin.host, ProbedProcess.Role.pid1)
    while let word = words.first, ["inside", "host", "pid1", "ordinary"].contains(word) {
      words.removeFirst()
      origin = Origin(rawValue: word) ?? origin
      role = ProbedProcess.Role(rawValue: word) ?? role
    }
    guard let name = words.popFirst() else { throw Misfit("missing signal") }
    guard let signal = Signal(parsing: name) else {
      throw Misfit("unknown signal '\(name)'", meant: Signal.nearest(to: name))
    }
    return ProbeCase(signal, from: origin, to: role)
  }

  private static func effect(
    _ words: inout ArraySlice<String>, of signal: Signal
  ) throws(Misfit) -> Effect {
    guard let word = words.popFirst() else { throw Misfit("missing effect") }
    switch word {
    case "exits":
      guard let code = words.first.flatMap({ Int32($0) }) else { return .exits }
      guard (0...255).contains(code) else { throw Misfit("invalid exit status '\(code)'") }
      words.removeFirst()
      return .verdict(.exited(code))
    case "killed":
      guard let by = words.first.flatMap({ Signal(parsing: $0) }) else {
        return .verdict(.killed(signal))
      }
      words.removeFirst()
      return .verdict(.killed(by))
    case "ends": return .ends
    case "survives": return .survives
    default:
      let plain: [Verdict] = [
        .handled, .caught, .dropped, .ignored, .blocked, .stopped, .continued,
      ]
      guard let verdict = plain.first(where: { $0.word == word }) else {
        let effects = ["exits", "killed", "ends", "survives"] + plain.map(\.word)
        throw Misfit(
          "unknown effect '\(word)'", meant: Suggestion.nearest(to: word, among: effects))
      }
      return .verdict(verdict)
    }
  }

  private static func limit(_ words: inout ArraySlice<String>) throws(Misfit) -> Duration? {
    guard words.first == "within" else { return nil }
    words.removeFirst()
    guard let time = words.popFirst().flatMap({ Duration(parsing: $0) }) else {
      throw Misfit("invalid duration after within")
    }
    return time
  }

  /// Checks the expectation against a probe.
  package func check(_ report: ProbeReport) -> Outcome {
    guard let result = report.results[probeCase] else {
      let start = report.starts[probeCase.role].flatMap { start -> String? in
        if case .ended(let verdict) = start.state {
          return "not tried: the program had \(verdict.past) before"
        }
        return nil
      }
      return Outcome(isMet: false, observed: start ?? "not tried: see --role and --signal")
    }
    let ends = result.verdict.isEnd
    let isSo =
      switch effect {
      case .verdict(let verdict): result.verdict == verdict
      case .exits: if case .exited = result.verdict { true } else { false }
      case .ends: ends
      case .survives: !ends
      }
    let isInTime = limit.map { result.elapsed <= $0 } ?? true
    let time = ends ? " after \(result.elapsed.short)" : ""
    return Outcome(isMet: isSo && isInTime, observed: "\(result.verdict)\(time)")
  }
}
