package import Observation
internal import SignalModel

/// What `sigbox masks` prints: the signal sets of a process, decoded.
package enum MaskListing {
  /// One line per set, and one for each thread whose blocked signals differ from the main thread's.
  package static func text(_ process: ProcessInspection, on canvas: Canvas) -> String {
    let state = process.status.state.word
    let count = process.status.threads
    let title =
      "process \(process.pid), \(process.role), \(state), \(count) "
      + "\(count == 1 ? "thread" : "threads"): \(BoxListing.command(process.commandLine))"
    var lines = [canvas.wrap(title, indent: 2)]
    lines += ProcessListing.signals(process.status, on: canvas)
    let awaited = process.target.awaited.union(process.target.otherAwaited)
    if !awaited.isEmpty {
      lines.append(canvas.wrap("  awaited           \(awaited.hex)  \(awaited)", indent: 36))
    }
    for thread in process.threads.dropFirst() where thread.blocked != process.status.blocked {
      let id = thread.pidsByNamespace.first ?? 0
      let line = "  thread \(id) blocks  \(thread.blocked.hex)  \(thread.blocked)"
      lines.append(canvas.wrap(line, indent: 36))
    }
    if process.status.tracer != 0 { lines.append("  traced by process \(process.status.tracer)") }
    return lines.joined(separator: "\n")
  }

  /// A JSON array with one object per process.
  package static func json(_ processes: [ProcessInspection]) -> String {
    JSON.text(processes.map { Row($0) })
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

    init(_ process: ProcessInspection) {
      let status = process.status
      pid = process.pid
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
      awaited = process.target.awaited.union(process.target.otherAwaited).hex
      caught = status.caught.signals.map(\.name)
      ignored = status.ignored.signals.map(\.name)
      blocked = status.blocked.signals.map(\.name)
    }
  }
}
