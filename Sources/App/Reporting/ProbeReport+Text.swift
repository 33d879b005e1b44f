internal import Linux
internal import Observation
package import Probing
internal import SignalModel

extension ProbeReport {
  /// The whole report.
  ///
  /// It has the findings, the agreement of rule and observation, the matrix of all cases, and the
  /// groups of signals with equal effects.
  package func text(on canvas: Canvas) -> String {
    withTexts(ArgumentText.visible).visibleText(on: canvas)
  }

  private func visibleText(on canvas: Canvas) -> String {
    let title =
      "\(name): \(results.count) boxes in \(elapsed.short), Linux \(kernel)"
    var parts = [canvas.wrap(title)]
    parts.append(findings.map { $0.text(on: canvas) }.joined(separator: "\n"))
    parts.append(agreement(on: canvas))
    if !results.isEmpty { parts += [matrix(on: canvas), groups(on: canvas), children(on: canvas)] }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var ways: [(role: ProbedProcess.Role, origin: Origin)] {
    ProbeCase.ways.filter { roles.contains($0.role) }
  }

  // MARK: The matrix

  private func matrix(on canvas: Canvas) -> String {
    let signals = signals
    let cellWidth = 12 + ways.count + 3
    let columns = max(1, min(4, (canvas.width + 3) / cellWidth))
    let rows = (signals.count + columns - 1) / columns
    let lines = (0..<rows).map { row in
      stride(from: row, to: signals.count, by: rows).map { index in
        let signal = signals[index]
        let number = signal.number < 10 ? " \(signal.number)" : "\(signal.number)"
        return "\(number) \(signal.name.padded(to: 8)) \(symbols(signal, canvas))"
      }.joined(separator: "   ")
    }
    return (lines + ["", legend(on: canvas)]).joined(separator: "\n")
  }

  private func symbols(_ signal: Signal, _ canvas: Canvas) -> String {
    ways.map { role, origin in
      guard let result = result(signal, origin, role) else { return "?" }
      let symbol = VerdictSymbol(result.verdict, isUnicode: canvas.isUnicode)
      return result.agrees
        ? canvas.paint(symbol.text, symbol.colour) : canvas.paint("!", .red, bold: true)
    }.joined()
  }

  private func legend(on canvas: Canvas) -> String {
    let used = Set(results.values.map { VerdictSymbol($0.verdict, isUnicode: canvas.isUnicode) })
    var marks = used.sorted { $0.meaning < $1.meaning }.map {
      (
        plain: "\($0.text) \($0.meaning)",
        shown: "\(canvas.paint($0.text, $0.colour)) \($0.meaning)"
      )
    }
    if !disagreements.isEmpty { marks.append(("! against the rule", "! against the rule")) }
    if !missed.isEmpty { marks.append(("? ended before", "? ended before")) }
    var lines = ""
    var column = 0
    for mark in marks {
      let fits = column == 0 || column + 2 + mark.plain.count <= canvas.width
      lines += (column == 0 ? "" : fits ? "  " : "\n") + mark.shown
      column = (column == 0 || !fits ? 0 : column + 2) + mark.plain.count
    }
    let order = ways.map { role, origin in
      (role == .pid1 ? "PID 1" : "ordinary process") + " from \(origin.phrase)"
    }
    return canvas.wrap("Each signal: " + order.joined(separator: ", ") + ".") + "\n" + lines
  }

  // MARK: Groups of signals

  private func groups(on canvas: Canvas) -> String {
    var groups: [[String]: [Signal]] = [:]
    for signal in signals {
      let key = ways.map { role, origin in
        result(signal, origin, role).map { $0.verdict.phrase(for: signal) } ?? "-"
      }
      groups[key, default: []].append(signal)
    }
    let sorted = groups.sorted { $0.value[0] < $1.value[0] }
    return TextTable(
      headings: ways.map { Self.name(of: $0) } + ["signals"],
      rows: sorted.map { key, signals in key + ["\(SignalSet(signals))"] },
      isKeyedByLast: true
    ) { text, row, column in
      let way = ways[column]
      let verdict = result(sorted[row].value[0], way.origin, way.role)?.verdict
      return canvas.paint(text, verdict.map { VerdictSymbol($0, isUnicode: true).colour })
    }.text(width: canvas.width)
  }

  private static func name(of way: (role: ProbedProcess.Role, origin: Origin)) -> String {
    "\(way.role.short) < \(way.origin)"
  }

  // MARK: Children

  /// How many children survived: after most signals, and after the others.
  private func children(on canvas: Canvas) -> String {
    let results = results.values.filter {
      $0.children.before > 0 && starts[$0.probeCase.role]?.isAtRest == true
    }
    let outcomes = Dictionary(grouping: results) { $0.children }.sorted {
      ($0.value.count, $0.key.after) > ($1.value.count, $1.key.after)
    }
    guard let usual = outcomes.first else { return "" }
    let others = outcomes.dropFirst().map { children, results in
      let places = ways.compactMap { way -> String? in
        let signals = results.map(\.probeCase).filter { ($0.role, $0.origin) == way }.map(\.signal)
        return signals.isEmpty ? nil : "\(SignalSet(signals)) (\(Self.name(of: way)))"
      }
      return "; \(children.after) of \(children.before) after \(places.joined(separator: ", "))"
    }
    return canvas.wrap(
      "Surviving children: \(usual.key.after) of \(usual.key.before) in \(usual.value.count) boxes"
        + others.joined() + ".", indent: 2)
  }

  // MARK: Agreement

  private func agreement(on canvas: Canvas) -> String {
    var lines: [String] = []
    if !missed.isEmpty {
      let first = missed[0]
      lines.append(
        "In \(missed.count) boxes the program ended before the signal was sent; "
          + "\(first.probeCase.signal.name): \(first.reason)")
    }
    if triedAgain > 0 {
      lines.append(
        "\(triedAgain) boxes were retried, because the program may have changed when the signal was "
          + "sent."
      )
    }
    let disagreements = disagreements
    if disagreements.isEmpty, !results.isEmpty {
      let recorded = results.values.count { $0.evidence != nil }
      let kernel =
        withoutEvidence.map { "; the kernel's own record was not read: \($0)" }
        ?? ", and the kernel's own record in \(recorded)"
      lines.append("Rule and observation agree in all \(results.count) boxes\(kernel).")
    }
    let groups = Dictionary(grouping: disagreements) {
      [
        $0.probeCase.role.phrase, $0.verdict.word, $0.prediction.verdict.word,
        $0.evidence?.disagreement,
      ]
    }
    for results in groups.values.sorted(by: { $0[0].probeCase < $1[0].probeCase }) {
      let first = results[0]
      let signals = SignalSet(results.map(\.probeCase.signal))
      lines.append(
        canvas.paint("DISAGREEMENT in \(results.count) boxes: ", .red, bold: true)
          + "\(signals) \(first.probeCase.role.phrase): "
          + [
            first.agreesWithObservation ? nil : "observed \(first.verdict); \(first.reason)",
            first.evidence?.disagreement,
          ].compactMap { $0 }.joined(separator: "; "))
    }
    return lines.map { canvas.wrap($0, indent: 2) }.joined(separator: "\n")
  }
}

extension ProbedProcess.Role {
  /// The role in a sentence.
  var phrase: String { self == .pid1 ? "as PID 1" : "as an ordinary process" }

  /// The role in a heading.
  var short: String { self == .pid1 ? "PID 1" : "other" }
}

extension Verdict {
  /// The verdict in a table; the killing signal only if it is not the one that was sent.
  func phrase(for signal: Signal) -> String {
    if case .killed(let by) = self, by != signal { return "killed by \(by.name)" }
    if self == .killed(signal) { return "killed" }
    if self == .exited(128 + signal.number) { return "exited 128+n" }
    if self == .blocked { return "blocked" }
    return "\(self)"
  }
}

extension Finding {
  fileprivate func text(on canvas: Canvas) -> String {
    let (mark, colour): (String, Canvas.Colour)
    switch kind {
    case .good: (mark, colour) = (canvas.isUnicode ? "✓" : "+", .green)
    case .bad: (mark, colour) = (canvas.isUnicode ? "✗" : "-", .red)
    case .advice: (mark, colour) = (canvas.isUnicode ? "→" : ">", .cyan)
    }
    let seen = canvas.wrap("    seen: \(observation)", indent: 2)
    return canvas.paint(mark, colour, bold: true) + canvas.wrap("  " + text).dropFirst()
      + "\n"
      + canvas.paint(seen, .grey)
  }
}
