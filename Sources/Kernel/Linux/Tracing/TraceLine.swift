internal import SignalModel

/// A line of trace_pipe, such as `sh-7 [001] d..1. 40.155443: signal_generate: sig=15 ... res=0`.
struct TraceLine {
  /// The event.
  let event: String
  /// When, on the clock of the record.
  let time: Instant
  /// The thread that was running.
  let pid: Int32
  /// Its name.
  let name: String
  private let fields: [Substring]

  /// Nil for a line that is no event.
  init?(_ line: String) {
    let words = line.split(separator: " ")
    // A process name may hold anything: fields before it are counted from the event's name, fields
    // after it from the end.
    let index = words.firstIndex { word in
      ["signal_", "sched_process_"].contains { word.hasPrefix($0) } && word.hasSuffix(":")
    }
    guard let index, index > 3,
      let task = words[index - 4].lastIndex(of: "-"),
      let pid = Int32(words[index - 4][words[index - 4].index(after: task)...])
    else { return nil }
    let stamp = words[index - 1].dropLast().split(separator: ".").compactMap { Int64($0) }
    guard stamp.count == 2 else { return nil }
    event = String(words[index].dropLast())
    time = Instant(nanoseconds: stamp[0] * 1_000_000_000 + stamp[1] * 1000)
    self.pid = pid
    name = (words[..<(index - 4)] + [words[index - 4][..<task]]).joined(separator: " ")
    fields = Array(words[(index + 1)...])
  }

  /// The last field of this name, as a number.
  func number(_ key: String) -> Int? {
    fields.last { $0.hasPrefix("\(key)=") }.flatMap { Int($0.dropFirst(key.count + 1)) }
  }

  /// What stands between two fields, for a name that may contain spaces.
  func text(_ key: String, until next: String) -> String {
    guard let begin = fields.firstIndex(where: { $0.hasPrefix("\(key)=") }),
      let end = fields.lastIndex(where: { $0.hasPrefix("\(next)=") }), begin < end
    else { return "" }
    return String(fields[begin..<end].joined(separator: " ").dropFirst(key.count + 1))
  }
}

extension SignalTrace.Event {
  /// Reads signal_generate and signal_deliver; nil for another line.
  init?(_ line: TraceLine) {
    guard let signal = line.number("sig").flatMap({ Signal(number: Int32($0)) }) else { return nil }
    switch line.event {
    case "signal_generate":
      guard let pid = line.number("pid"), let result = line.number("res"),
        let generation = Prediction.Generation(rawValue: result)
      else { return nil }
      self.init(
        kind: .generated(generation), signal: signal, pid: Int32(pid), time: line.time,
        name: line.text("comm", until: "pid"),
        // SI_USER, SI_QUEUE and other codes of processes are not positive: sigaction(2).
        sender: Sender(pid: line.pid, name: line.name, isKernel: line.number("code") ?? 0 > 0))
    case "signal_deliver":
      self.init(
        kind: .delivered, signal: signal, pid: line.pid, time: line.time, name: line.name,
        sender: Sender(pid: line.pid, name: line.name, isKernel: false))
    default: return nil
    }
  }

  /// Reads a line; nil for one that is no event of a signal.
  init?(parsing text: String) {
    guard let line = TraceLine(text) else { return nil }
    self.init(line)
  }
}

extension SignalTrace.ProcessEvent {
  /// Reads sched_process_fork, _exec and _exit; nil for another line, and for the end of a thread that
  /// is not the last.
  init?(_ line: TraceLine) {
    switch line.event {
    case "sched_process_fork":
      guard let child = line.number("child_pid") else { return nil }
      self.init(
        kind: .forked(parent: line.pid), pid: Int32(child),
        name: line.text("child_comm", until: "child_pid"), time: line.time)
    case "sched_process_exec":
      self.init(kind: .executed, pid: line.pid, name: line.name, time: line.time)
    case "sched_process_exit":
      // Kernels before 6.16 do not say whether it is the last thread.
      guard !line.isOtherThread else { return nil }
      self.init(kind: .ended, pid: line.pid, name: line.name, time: line.time)
    default: return nil
    }
  }
}

extension TraceLine {
  fileprivate var isOtherThread: Bool { fields.contains("group_dead=false") }
}
