package import Observation
package import SignalModel

/// The probes of several programs, side by side.
package struct Comparison: Sendable {
  /// Ways of sending in which signals have the same fates as one another.
  package struct Row: Sendable {
    /// The part that the programs play.
    package let role: ProbedProcess.Role
    /// Where the signals come from.
    package internal(set) var origins: [Origin]
    /// The signals.
    package let signals: [Signal]
    /// What became of them, a result of the first for each program; nil where it was not tried.
    package let results: [ProbeOutcome?]
  }

  /// The probes.
  package let reports: [ProbeReport]

  /// Compares probes.
  package init(_ reports: [ProbeReport]) { self.reports = reports }

  /// The ways in which at least two programs differ, by way and first signal.
  package var differences: [Row] { rows.filter { !$0.isSame } }

  /// How many experiments had the same result for all programs, and of how many.
  package var sameCount: (same: Int, all: Int) {
    let counts = rows.map { (count: $0.signals.count * $0.origins.count, isSame: $0.isSame) }
    return (
      counts.reduce(0) { $0 + ($1.isSame ? $1.count : 0) }, counts.reduce(0) { $0 + $1.count }
    )
  }

  private var rows: [Row] {
    var rows: [Row] = []
    for (role, origin) in ProbeCase.ways {
      for row in self.rows(role, origin) {
        // Where it is the same from inside and from the host, it is told once.
        if let index = rows.firstIndex(where: { $0.looksLike(row) }) {
          rows[index].origins.append(origin)
        } else {
          rows.append(row)
        }
      }
    }
    return rows
  }

  private func rows(_ role: ProbedProcess.Role, _ origin: Origin) -> [Row] {
    let signals = Set(reports.flatMap(\.signals)).sorted()
    func results(_ signal: Signal) -> [ProbeOutcome?] {
      reports.map { $0.result(signal, origin, role) }
    }
    let tried = signals.filter { results($0).contains { $0 != nil } }
    let groups = Dictionary(grouping: tried) { results($0).map { $0.map { Fate($0) } } }
    return groups.values.sorted { $0[0] < $1[0] }.map {
      Row(role: role, origins: [origin], signals: $0, results: results($0[0]))
    }
  }
}

extension Comparison.Row {
  fileprivate var fates: [Fate?] { results.map { $0.map { Fate($0) } } }

  fileprivate var isSame: Bool { Set(fates).count == 1 }

  fileprivate func looksLike(_ other: Comparison.Row) -> Bool {
    role == other.role && signals == other.signals && fates == other.fates
  }
}

/// A verdict that is the same for signals that kill by themselves, each by its own.
private enum Fate: Hashable {
  case killedByItself
  case shellStatus
  case verdict(Verdict)

  init(_ result: ProbeOutcome) {
    let number = result.cell.signal.number
    switch result.verdict {
    case .killed(result.cell.signal): self = .killedByItself
    case .exited(128 + number): self = .shellStatus
    default: self = .verdict(result.verdict)
    }
  }
}
