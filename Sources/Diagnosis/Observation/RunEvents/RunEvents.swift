package import Linux
package import SignalModel

/// What happened to the processes of a box from a signal on, in order of time.
///
/// It is the one record of a run that every report reads.
package struct RunEvents: Hashable, Codable, Sendable {
  /// Who saw it.
  package enum Source: String, Codable, Sendable {
    /// The kernel's tracepoints, which leave nothing out.
    case tracepoints
    /// /proc and descriptors of processes, which do not show who got a signal.
    case proc
  }

  /// The source of what happened after the signal.
  package private(set) var source = Source.proc
  /// PID 1 of the box, as the caller's PID namespace numbers it.
  package let pid1: Int32
  /// The signal that was sent to PID 1.
  package let signal: Signal
  /// When it was sent.
  package let sent: Instant
  /// When the observation ended.
  package let end: Instant
  /// The events, by time.
  package private(set) var events: [RunEvent]

  /// Takes what /proc and descriptors of processes have shown.
  package init(
    _ events: [RunEvent], of signal: Signal, to pid1: Int32, sent: Instant, until end: Instant
  ) {
    self.events = events
    self.signal = signal
    self.pid1 = pid1
    self.sent = sent
    self.end = end
  }

  /// Adds what tracepoints recorded of the processes that are known, and of all that they start.
  ///
  /// - Parameter record: Everything that was recorded, which may belong to other boxes too.
  package mutating func add(_ record: SignalTrace.Record) {
    source = .tracepoints
    // The clock of the record has microseconds.
    let time = (sent + .microseconds(-1))...end
    let processes = record.processes.filter { time.contains($0.time) }
    var known = Set(events.map(\.pid) + [pid1])
    var seen: [RunEvent] = []
    let steps =
      processes.map { Step.process($0) }
      + record.signals.filter { time.contains($0.time) }.map { Step.signal($0) }
    for step in steps.sorted(by: { $0.event.time < $1.event.time }) {
      let event = step.event
      guard known.contains(event.pid) || known.contains(step.parent) else { continue }
      known.insert(event.pid)
      // How it ended, a descriptor of the process has shown.
      let isKnown = event.kind == .ended(nil) && events.contains { $0.isEnd && $0.pid == event.pid }
      if !isKnown { seen.append(event) }
    }
    let ends = Dictionary(
      processes.filter { $0.kind == .ended }.map { ($0.pid, $0.time) }
    ) { $1 }
    // The record knows when a process ended, a descriptor only that it had.
    events = events.map { event in
      guard event.isEnd, let time = ends[event.pid] else { return event }
      return RunEvent(time: time, pid: event.pid, name: event.name, kind: event.kind)
    }
    events = (events + seen).sorted { $0.time < $1.time }
  }

  private enum Step {
    case process(SignalTrace.ProcessEvent)
    case signal(SignalTrace.Event)

    var event: RunEvent {
      switch self {
      case .process(let event):
        let kind: RunEvent.Kind =
          switch event.kind {
          case .forked(let parent): .forked(parent: parent)
          case .executed: .executed
          case .ended: .ended(nil)
          }
        return RunEvent(time: event.time, pid: event.pid, name: event.name, kind: kind)
      case .signal(let event):
        switch event.kind {
        case .generated(let result):
          return RunEvent(
            time: event.time, pid: event.pid, name: event.name,
            kind: .sent(event.signal, by: .init(event.sender), result))
        case .delivered:
          return RunEvent(
            time: event.time, pid: event.pid, name: event.name, kind: .delivered(event.signal))
        }
      }
    }

    /// The process that made it.
    var parent: Int32 {
      if case .process(let event) = self, case .forked(let parent) = event.kind {
        parent
      } else {
        0
      }
    }
  }
}

extension RunEvent {
  /// Whether the process ended.
  package var isEnd: Bool { if case .ended = kind { true } else { false } }
}

extension RunEvent.Sender {
  fileprivate init(_ sender: SignalTrace.Event.Sender) {
    (pid, name, isKernel) = (sender.pid, sender.name, sender.isKernel)
  }
}
