internal import Boxes
internal import Signals

/// What must be so of a program, for tests: `[as ROLE] [from ORIGIN] SIGNAL EFFECT [within TIME]`.
public struct Expectation: Sendable {
  /// The words, as they were given.
  public let text: String
  private let cell: Cell
  private let effect: Effect
  private let limit: Duration?

  private enum Effect {
    case verdict(Verdict)
    case exits
    case ends
    case survives
  }

  /// Whether it is met.
  public struct Outcome: Sendable {
    /// Whether it is met.
    public let isMet: Bool
    /// What was seen.
    public let observed: String
  }

  /// Why a text is no expectation.
  public struct ParsingError: Error, CustomStringConvertible {
    /// What is wrong, and what is right.
    public let description: String
  }

  /// Reads an expectation as users write it: `TERM exits 0 within 5s`, `inside KILL dropped`,
  /// `ordinary TERM killed`.
  ///
  /// Without more, the signal comes from the host and the program is PID 1.
  public init(parsing text: String) throws(ParsingError) {
    self.text = text
    var words = text.split(separator: " ").map(String.init)[...]
    var (origin, role) = (Origin.host, Subject.Role.pid1)
    while let word = words.first, ["inside", "host", "pid1", "ordinary"].contains(word) {
      words.removeFirst()
      origin = Origin(rawValue: word) ?? origin
      role = Subject.Role(rawValue: word) ?? role
    }
    func error(_ what: String) -> ParsingError {
      ParsingError(
        description: "\(what) in '\(text)': [inside|host] [pid1|ordinary] SIGNAL EFFECT [within "
          + "TIME], as 'TERM exits 0 within 5s'; effects are exits [N], killed [SIGNAL], ends, "
          + "survives, handled, dropped, ignored, blocked, stopped, continued")
    }
    guard let name = words.popFirst(), let signal = Signal(parsing: name) else {
      throw error("no signal")
    }
    cell = Cell(signal, from: origin, to: role)
    guard let word = words.popFirst() else { throw error("no effect") }
    switch word {
    case "exits":
      if let code = words.first.flatMap({ Int32($0) }) {
        guard (0...255).contains(code) else { throw error("no exit status: \(code)") }
        words.removeFirst()
        effect = .verdict(.exited(code))
      } else {
        effect = .exits
      }
    case "killed":
      if let by = words.first.flatMap({ Signal(parsing: $0) }) {
        words.removeFirst()
        effect = .verdict(.killed(by))
      } else {
        effect = .verdict(.killed(signal))
      }
    case "ends": effect = .ends
    case "survives": effect = .survives
    default:
      let plain: [Verdict] = [.handled, .dropped, .ignored, .blocked, .stopped, .continued]
      guard let verdict = plain.first(where: { $0.word == word }) else {
        throw error("no effect: '\(word)'")
      }
      effect = .verdict(verdict)
    }
    if words.first == "within" {
      words.removeFirst()
      guard let time = words.popFirst().flatMap({ Duration(parsing: $0) }) else {
        throw error("no length of time")
      }
      limit = time
    } else {
      limit = nil
    }
    guard words.isEmpty else { throw error("too many words") }
  }

  /// Compares it with what a probe has shown.
  public func check(_ report: ProbeReport) -> Outcome {
    guard let result = report.results[cell] else {
      let start = report.starts[cell.role].flatMap { start -> String? in
        if case .ended(let verdict) = start.outcome { return "it had \(verdict.past) before" }
        return nil
      }
      return Outcome(isMet: false, observed: start ?? "not tried: see --role and --signal")
    }
    let ends =
      switch result.verdict {
      case .exited, .killed: true
      default: false
      }
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
