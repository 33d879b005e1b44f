internal import BoxProtocol
internal import Linux
package import SignalModel

/// What became of one descendant of PID 1 after a signal to PID 1.
package struct ProcessFate: Hashable, Sendable {
  /// What it does with the signal, before it was sent.
  package enum Attitude: Hashable, Sendable {
    case catches, waits, blocks, ignores
    /// It has not changed what the signal does.
    case byDefault
  }

  /// Whether it got the signal.
  package enum Receipt: Hashable, Sendable {
    /// The senders.
    case got([RunEvent.Sender])
    case gotNot
    /// The record does not show it.
    case unknown
  }

  /// How it ended.
  package enum End: Hashable, Sendable {
    case lives
    /// By itself.
    case exited(Int32)
    /// By a signal, from this sender if it is known.
    case killed(Signal, by: RunEvent.Sender?)
    /// By the KILL that the kernel sends to all processes when PID 1 ends: pid_namespaces(7).
    case killedWithNamespace
    /// It ended; how is not known.
    case unknown
  }

  package let pid: Int32
  package let name: String
  package let attitude: Attitude
  package let receipt: Receipt
  package let end: End
  /// How long after the signal it ended; nil while it lives.
  package let elapsed: Duration?
  /// Whether it catches or waits for the signal, or for TERM: then it has something to do before it ends.
  package let canShutDown: Bool

  /// Whether it could have shut down, and was killed before it had.
  package var isLost: Bool {
    switch end {
    case .killedWithNamespace, .killed(.kill, _): canShutDown
    case .lives, .exited, .killed, .unknown: false
    }
  }
}

extension RunEvents {
  /// Whether PID 1 was seen to end.
  package var pid1Ended: Bool { events.contains { $0.isEnd && $0.pid == pid1 } }

  /// The name of PID 1, if it is in the record.
  package var pid1Name: String? { events.last { $0.pid == pid1 && !$0.name.isEmpty }?.name }

  /// The fate of each process that was there before the signal, except for PID 1, by pid.
  package var fates: [ProcessFate] {
    Dictionary(grouping: events.filter { $0.pid != pid1 }, by: \.pid)
      .compactMap { pid, events in fate(of: pid, events) }
      .sorted { $0.pid < $1.pid }
  }

  private func fate(of pid: Int32, _ events: [RunEvent]) -> ProcessFate? {
    guard let first = events.first, case .found(let target) = first.kind else { return nil }
    let end = events.last { $0.isEnd }
    let attitudes = [signal, .term].map { ProcessFate.Attitude(target, $0) }
    return ProcessFate(
      pid: pid, name: first.name, attitude: attitudes[0], receipt: receipt(events),
      end: self.end(events), elapsed: end.map { $0.time - sent },
      canShutDown: attitudes.contains(.catches) || attitudes.contains(.waits))
  }

  private func receipt(_ events: [RunEvent]) -> ProcessFate.Receipt {
    guard source == .tracepoints else { return .unknown }
    let senders = events.compactMap { event -> RunEvent.Sender? in
      if case .sent(signal, let sender, _) = event.kind { sender } else { nil }
    }
    return senders.isEmpty ? .gotNot : .got(senders)
  }

  private func end(_ events: [RunEvent]) -> ProcessFate.End {
    guard let last = events.last(where: { $0.isEnd }), case .ended(let fields) = last.kind else {
      return .lives
    }
    // The first one killed it. When PID 1 ends, the kernel sends another to zombies.
    let kill = events.first { if case .sent(.kill, _, _) = $0.kind { true } else { false } }
    let killer: RunEvent.Sender? =
      if let kill, case .sent(_, let sender, _) = kill.kind { sender } else { nil }
    switch fields?.termination {
    case .exited(let status): return .exited(status)
    case .killed(.kill, _):
      if let killer {
        return killer.isNamespaceEnd(of: pid1) ? .killedWithNamespace : .killed(.kill, by: killer)
      }
      return pid1Ended ? .killedWithNamespace : .killed(.kill, by: nil)
    case .killed(let signal, _): return .killed(signal, by: nil)
    case nil:
      guard let killer else { return .unknown }
      return killer.isNamespaceEnd(of: pid1) ? .killedWithNamespace : .killed(.kill, by: killer)
    }
  }
}

extension RunEvent.Sender {
  /// Whether this KILL came because PID 1 ended: `zap_pid_ns_processes` in kernel/pid_namespace.c.
  fileprivate func isNamespaceEnd(of pid1: Int32) -> Bool { isKernel && pid == pid1 }
}

extension ProcessFate.Attitude {
  fileprivate init(_ target: Target, _ signal: Signal) {
    if target.allAwaited.contains(signal) {
      self = .waits
    } else if target.blockedByAll.contains(signal) {
      self = .blocks
    } else if target.caught.contains(signal) {
      self = .catches
    } else if target.ignored.contains(signal) {
      self = .ignores
    } else {
      self = .byDefault
    }
  }
}
