package import Observation
internal import Probing
package import SignalModel

/// The way of a signal in sentences.
package enum Explanation {
  /// What a signal would do to a living process.
  ///
  /// - Parameters:
  ///   - signal: The signal.
  ///   - sender: Who would send it.
  ///   - living: The process.
  ///   - canvas: Where the text is written to.
  /// - Returns: The text.
  package static func text(
    _ signal: Signal, from sender: Sender, to living: ProcessInspection, on canvas: Canvas
  ) -> String {
    let prediction = Rule.predict(signal, from: sender, to: living.target)
    let title =
      "\(signal.name) from \(sender.origin.place) to process \(living.pid), "
      + "\(living.role): \(BoxListing.command(living.words))"
    let steps = prediction.steps.map { step in
      canvas.wrap("  \(step.station.rawValue): \(step.reason) [\(step.decidedBy)]", indent: 2)
    }
    let generation = prediction.generation.map {
      "  The kernel's tracepoint would say: signal_generate res=\($0.rawValue) (\($0.word))."
    }
    return
      ([canvas.wrap(title, indent: 2)] + steps
      + [generation].compactMap { $0.map { canvas.wrap($0, indent: 2) } } + [
        "  prediction: " + canvas.paint("\(prediction.verdict)", .cyan, bold: true)
      ]).joined(separator: "\n")
  }

  /// What a signal does to a process that neither blocks it nor is stopped, in every case.
  ///
  /// - Parameters:
  ///   - signal: The signal.
  ///   - canvas: Where the text is written to.
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
          disposition.rawValue, isInit ? "PID 1" : "another process", origin.place,
          "\(prediction.verdict)", prediction.decidedBy,
        ]
      }
    }
    let table = TextTable(
      headings: ["DISPOSITION", "TARGET", "SENDER", "FATE", "DECIDED BY"], rows: rows
    ).text(width: canvas.width)
    return canvas.wrap(title) + "\n\n" + table
  }
}

/// The signals of one process, decoded.
package enum MaskListing {
  /// A line a set, and one for each thread that blocks others than the main thread.
  package static func text(_ living: ProcessInspection, on canvas: Canvas) -> String {
    let state = living.status.state.word
    let count = living.status.threads
    let title =
      "process \(living.pid), \(living.role), \(state), \(count) "
      + "\(count == 1 ? "thread" : "threads"): \(BoxListing.command(living.words))"
    var lines = [canvas.wrap(title, indent: 2)]
    lines += ProcessListing.signals(living.status, on: canvas)
    let awaited = living.target.awaited.union(living.target.otherAwaited)
    if !awaited.isEmpty {
      lines.append(canvas.wrap("  awaited           \(awaited.hex)  \(awaited)", indent: 36))
    }
    for thread in living.threads.dropFirst() where thread.blocked != living.status.blocked {
      let id = thread.pidsByNamespace.first ?? 0
      let line = "  thread \(id) blocks  \(thread.blocked.hex)  \(thread.blocked)"
      lines.append(canvas.wrap(line, indent: 36))
    }
    if living.status.tracer != 0 { lines.append("  traced by process \(living.status.tracer)") }
    return lines.joined(separator: "\n")
  }

  /// A JSON array with an object a process.
  package static func json(_ living: [ProcessInspection]) -> String {
    JSON.text(living.map { Row($0) })
  }

  private struct Row: Encodable {
    let pid: Int32
    let pids: [Int32]
    let name: String
    let state: String
    let threads: Int
    let tracer: Int32
    let SigPnd: String
    let ShdPnd: String
    let SigBlk: String
    let SigIgn: String
    let SigCgt: String
    let awaited: String
    let caught: [String]
    let ignored: [String]
    let blocked: [String]

    init(_ living: ProcessInspection) {
      let status = living.status
      pid = living.pid
      pids = status.pidsByNamespace
      name = status.name
      state = status.state.word
      threads = status.threads
      tracer = status.tracer
      SigPnd = status.pending.hex
      ShdPnd = status.sharedPending.hex
      SigBlk = status.blocked.hex
      SigIgn = status.ignored.hex
      SigCgt = status.caught.hex
      awaited = living.target.awaited.union(living.target.otherAwaited).hex
      caught = status.caught.signals.map(\.name)
      ignored = status.ignored.signals.map(\.name)
      blocked = status.blocked.signals.map(\.name)
    }
  }
}

extension ProcessInspection {
  fileprivate var role: String {
    if target.isMachineInit { return "the machine's own PID 1" }
    return target.isInit ? "PID 1 of its namespace" : "not PID 1"
  }
}
