internal import Linux
internal import Observation
package import Probing
internal import SignalModel

extension Comparison {
  /// How and why the programs differ; one line if they do not.
  package func text(on canvas: Canvas) -> String {
    Comparison(reports.map { $0.withTexts(ArgumentText.visible) }).visibleText(on: canvas)
  }

  private func visibleText(on canvas: Canvas) -> String {
    let (same, all) = sameCount
    let differences = differences
    let names = reports.map(\.name).joined(separator: ", ")
    let starts = reports.flatMap { report in
      ProbedProcess.Role.allCases.compactMap { role -> String? in
        guard case .ended(let verdict)? = report.starts[role]?.state else { return nil }
        return canvas.wrap("\(report.name) ends at once \(role.phrase): \(verdict)", indent: 2)
      }
    }
    let title = "\(names): the same in \(same) of \(all) ways to send a signal"
    if differences.isEmpty {
      return ([canvas.wrap(title + ". Nothing differs.")] + starts).joined(separator: "\n")
    }
    let rows = differences.map { row in
      [row.origins.count == 2 ? row.role.short : "\(row.role.short) < \(row.origins[0])"]
        + row.results.map { $0.map { $0.verdict.phrase(for: $0.probeCase.signal) } ?? "-" }
        + ["\(SignalSet(row.signals))"]
    }
    // Differences from the first program are coloured.
    let table = TextTable(
      headings: ["way"] + reports.map(\.name) + ["signals"], rows: rows, isKeyedByLast: true
    ) { text, row, column in
      guard column > 1, rows[row][column] != rows[row][1],
        let verdict = differences[row].results[column - 1]?.verdict
      else { return text }
      return canvas.paint(text, VerdictSymbol(verdict, isUnicode: true).colour)
    }.text(width: canvas.width)
    return
      ([([canvas.wrap(title + ".")] + starts).joined(separator: "\n")]
      + [why(differences, canvas), table]).joined(separator: "\n\n")
  }

  /// One reason for each different effect.
  private func why(_ differences: [Row], _ canvas: Canvas) -> String {
    var seen: Set<[String]> = []
    var lines: [String] = []
    for row in differences {
      let effects = zip(reports, row.results).compactMap { report, result in
        result.map { (name: report.name, phrase: $0.verdict.phrase(for: $0.probeCase.signal), $0) }
      }
      for (_, phrase, result) in effects {
        let names = effects.filter { $0.phrase == phrase }.map(\.name)
        guard seen.insert([row.role.rawValue, phrase] + names).inserted else { continue }
        lines.append(
          canvas.wrap(
            "\(names.joined(separator: ", ")): \(result.probeCase.signal.name) \(row.role.phrase): "
              + "\(phrase): \(result.reason)", indent: 2))
      }
    }
    return "Why:\n" + lines.joined(separator: "\n")
  }
}
