package import Observation
package import SignalModel

/// What `sigbox explain` prints: how the kernel treats a signal, step by step.
package enum Explanation {
  /// Describes what a signal would do to a running process.
  ///
  /// - Parameters:
  ///   - signal: The signal.
  ///   - sender: The sender.
  ///   - process: The process.
  ///   - canvas: The properties of the output.
  /// - Returns: The text.
  package static func text(
    _ signal: Signal, from sender: Sender, to process: ProcessInspection, on canvas: Canvas
  ) -> String {
    let prediction = Rule.predict(signal, from: sender, to: process.target)
    let title =
      "\(signal.name) from \(sender.origin.phrase) to \(process.name), "
      + "\(process.role): \(BoxListing.command(process.commandLine))"
    let steps = prediction.steps.map { step in
      canvas.wrap("  \(step.station.rawValue): \(step.reason) [\(step.decidedBy)]", indent: 2)
    }
    let generation = prediction.generation.map {
      "  The kernel's tracepoint would report signal_generate res=\($0.rawValue) (\($0.word))."
    }
    let notes = SignalCause.all(of: process).filter { $0.signals.contains(signal) }.map {
      canvas.wrap("  note: \($0.text)", indent: 8)
    }
    return
      ([canvas.wrap(title, indent: 2)] + steps + notes
      + [generation].compactMap { $0.map { canvas.wrap($0, indent: 2) } } + [
        "  prediction: " + canvas.paint("\(prediction.verdict)", .cyan, bold: true)
      ]).joined(separator: "\n")
  }

  /// Describes what a signal does to a process that does not block it and is not stopped.
  ///
  /// - Parameters:
  ///   - signal: The signal.
  ///   - canvas: The properties of the output.
  /// - Returns: The text.
  package static func text(_ signal: Signal, on canvas: Canvas) -> String {
    let title =
      "\(signal.name) is signal \(signal.number): \(signal.meaning). By default: "
      + "\(signal.defaultAction.rawValue)."
    let dispositions: [Disposition] =
      signal.isPrivileged ? [.default] : [.default, .ignored, .caught]
    let rows = dispositions.flatMap { disposition in
      [(true, Origin.inside), (true, .host), (false, .inside)].map { isInit, origin in
        var target = Target(isInit: isInit)
        if disposition == .ignored { target.ignored.insert(signal) }
        if disposition == .caught { target.caught.insert(signal) }
        let prediction = Rule.predict(signal, from: Sender(origin), to: target)
        return [
          disposition.rawValue, isInit ? "PID 1" : "another process", origin.phrase,
          "\(prediction.verdict)", prediction.decidedBy,
        ]
      }
    }
    let table = TextTable(
      headings: ["DISPOSITION", "TARGET", "SENDER", "EFFECT", "DECIDED BY"], rows: rows
    ).text(width: canvas.width)
    return canvas.wrap(title) + "\n\n" + table
  }
}
