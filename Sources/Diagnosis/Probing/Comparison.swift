package import Observation
package import SignalModel

/// Compares the probes of several programs.
package struct Comparison: Sendable {
  /// Signals that had the same effect as each other, in each of the programs.
  package struct Row: Sendable {
    package let role: ProbedProcess.Role
    package internal(set) var origins: [Origin]
    package let signals: [Signal]
    /// One outcome per program, for the first of the signals; nil if it was not tried.
    package let results: [ProbeOutcome?]
  }

  package let reports: [ProbeReport]

  package init(_ reports: [ProbeReport]) { self.reports = reports }

  /// The rows in which at least two programs differ, by role, origin and first signal.
  package var differences: [Row] { rows.filter { !$0.isSame } }

  /// How many cases had the same verdict in all programs, and how many there are.
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
        // If inside and host give the same, they share a row.
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

/// A verdict for comparison: equal if each signal kills by itself, or if each exit status is the
/// 128 + n of its signal.
private enum Fate: Hashable {
  case killedByItself
  case shellStatus
  case verdict(Verdict)

  init(_ result: ProbeOutcome) {
    let number = result.probeCase.signal.number
    switch result.verdict {
    case .killed(result.probeCase.signal): self = .killedByItself
    case .exited(128 + number): self = .shellStatus
    default: self = .verdict(result.verdict)
    }
  }
}
