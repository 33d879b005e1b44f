package import Observation
internal import SignalModel

/// What `sigbox masks` prints: the signal sets of a process, decoded.
package enum MaskListing {
  /// One line per set, and one for each set in which another thread differs.
  package static func text(_ process: ProcessInspection, on canvas: Canvas) -> String {
    let state = process.status.state.word
    let count = process.status.threads
    let title =
      "\(process.name), \(process.role), \(state), \(count) "
      + "\(count == 1 ? "thread" : "threads")"
      + "\(process.status.mainThreadHasEnded ? ", of which the main one has ended" : ""): "
      + "\(BoxListing.command(process.commandLine))"
    var lines = [canvas.wrap(title, indent: 2)]
    lines += ProcessListing.signals(process.status, on: canvas)
    let awaited = process.target.allAwaited
    if !awaited.isEmpty {
      lines.append(canvas.wrap("  awaited           \(awaited.hex)  \(awaited)", indent: 36))
    }
    for thread in ThreadMasks.differing(from: process.status, in: process.threads) {
      lines += ThreadMasks.lines(thread, id: thread.thread, from: process.status, on: canvas)
    }
    if process.status.tracer != 0 { lines.append("  traced by process \(process.status.tracer)") }
    lines += SignalCause.all(of: process).map { canvas.wrap("  note: \($0.text)", indent: 8) }
    return lines.joined(separator: "\n")
  }

  /// A JSON array with one object per process.
  package static func json(_ processes: [ProcessInspection]) -> String {
    JSON.text(processes.map { Row($0) })
  }

  private struct Row: Encodable {
    let pid: Int32
    let tid: Int32
    let pids: [Int32]
    let name: String
    let state: String
    let threads: Int
    let thread_masks: [ThreadMasks]
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
    let notes: [String]?

    init(_ process: ProcessInspection) {
      let status = process.status
      pid = process.pid
      tid = status.thread
      pids = status.pidsByNamespace
      name = status.name
      state = status.state.word
      threads = status.threads
      thread_masks = ThreadMasks.differing(from: status, in: process.threads)
        .map { ThreadMasks($0) }
      tracer = status.tracer
      SigPnd = status.pending.hex
      ShdPnd = status.sharedPending.hex
      SigBlk = status.blocked.hex
      SigIgn = status.ignored.hex
      SigCgt = status.caught.hex
      awaited = process.target.allAwaited.hex
      caught = status.caught.signals.map(\.name)
      ignored = status.ignored.signals.map(\.name)
      blocked = status.blocked.signals.map(\.name)
      let causes = SignalCause.all(of: process).map(\.text)
      notes = causes.isEmpty ? nil : causes
    }
  }
}
