internal import Observation
package import Probing
internal import SignalModel

extension Comparison {
  /// Why the programs differ, and in what; in one line where they do not.
  package func text(on canvas: Canvas) -> String {
    let (same, all) = sameCount
    let differences = differences
    let names = reports.map(\.name).joined(separator: ", ")
    let starts = reports.flatMap { report in
      ProbedProcess.Role.allCases.compactMap { role -> String? in
        guard case .ended(let verdict)? = report.starts[role]?.outcome else { return nil }
        return canvas.wrap("\(report.name) ends at once \(role.phrase): \(verdict)", indent: 2)
      }
    }
    let title = "\(names): the same in \(same) of \(all) ways to send a signal"
    if differences.isEmpty {
      return ([canvas.wrap(title + ". Nothing differs.")] + starts).joined(separator: "\n")
    }
    let rows = differences.map { row in
      [row.origins.count == 2 ? row.role.short : "\(row.role.short) < \(row.origins[0])"]
        + row.results.map { $0.map { $0.verdict.phrase(for: $0.cell.signal) } ?? "-" }
        + ["\(SignalSet(row.signals))"]
    }
    // What is not as in the first program.
    let table = TextTable(
      headings: ["way"] + reports.map(\.name) + ["signals"], rows: rows, isKeyedByLast: true
    ) { text, row, column in
      guard column > 1, rows[row][column] != rows[row][1],
        let verdict = differences[row].results[column - 1]?.verdict
      else { return text }
      return canvas.paint(text, Symbol(verdict, isUnicode: true).colour)
    }.text(width: canvas.width)
    return
      ([([canvas.wrap(title + ".")] + starts).joined(separator: "\n")]
      + [why(differences, canvas), table]).joined(separator: "\n\n")
  }

  /// A reason for each kind of fate among those that differ, once.
  private func why(_ differences: [Row], _ canvas: Canvas) -> String {
    var seen: Set<[String]> = []
    var lines: [String] = []
    for row in differences {
      let told = zip(reports, row.results).compactMap { report, result in
        result.map { (name: report.name, phrase: $0.verdict.phrase(for: $0.cell.signal), $0) }
      }
      for (_, phrase, result) in told {
        let names = told.filter { $0.phrase == phrase }.map(\.name)
        guard seen.insert([row.role.rawValue, phrase] + names).inserted else { continue }
        lines.append(
          canvas.wrap(
            "\(names.joined(separator: ", ")): \(result.cell.signal.name) \(row.role.phrase): "
              + "\(phrase): \(result.reason)", indent: 2))
      }
    }
    return "Why:\n" + lines.joined(separator: "\n")
  }
}
