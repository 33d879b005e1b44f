// The second half of the rule: which thread takes a kept signal, and what the signal does.
extension Rule {
  /// `complete_signal`: finds a thread that takes the signal, or leaves it pending.
  mutating func complete() {
    let isContinued = prediction.verdict == .continued
    // sigtimedwait(2) removes KILL and STOP from its set.
    if isAwaited, !signal.isPrivileged, !endsWaiter {
      prediction.pending.remove(signal)
      return note(
        .delivered, "\(name) is accepted: the process is waiting for it (sigtimedwait)",
        by: "dequeue_signal", .handled)
    }
    let masks = [target.blocked] + target.otherBlocked
    guard signal.isPrivileged || !masks.allSatisfy({ $0.contains(signal) }) else {
      return note(
        .pending,
        "\(name) is blocked (SigBlk), so it is not discarded: it stays pending until it is unblocked "
          + "or accepted",
        by: "sig_ignored", isContinued ? nil : .blocked)
    }
    if target.state == .stopped, signal != .kill {
      if signal == .stop {
        return note(.pending, "the process is already stopped", by: "do_signal_stop", .stopped)
      }
      return note(
        .pending, "the process is stopped: \(name) stays pending until CONT resumes it",
        by: "complete_signal", .blocked)
    }
    prediction.pending.remove(signal)
    // A fatal signal that only the main thread blocks kills PID 1; one that no thread blocks is dropped.
    if isFatal, signal.defaultAction != .core, signal == .kill || !target.isTraced {
      prediction.delivered = .kill
      if target.isInit, !signal.isPrivileged {
        return note(
          .effect,
          "\(name) is blocked by the main thread but not by another one, which takes it: a fatal "
            + "signal then bypasses the protection of PID 1, and the process ends",
          by: "complete_signal", .killed(signal))
      }
      return note(.effect, ending, by: "complete_signal", .killed(signal))
    }
    deliver()
  }

  // A stop interrupts waits. Another thread gets the signal only if the main thread blocks it.
  private var isAwaited: Bool {
    target.state == .live
      && (target.awaited.contains(signal)
        || target.blocked.contains(signal) && target.otherAwaited.contains(signal))
  }

  // The kernel ends a process before it returns to a wait, unless the signal was blocked before. For a
  // core dump the waiting thread has to take the signal first, and then accepts it.
  private var endsWaiter: Bool {
    target.awaitedUnblocked.contains(signal) && isFatal && signal.defaultAction != .core
      && !target.isInit && !target.isTraced
  }

  private var isFatal: Bool {
    target.disposition(of: signal) == .default
      && [.terminate, .core].contains(signal.defaultAction)
  }

  private var ending: String { "\(name)\(because): the process ends" }

  private var because: String {
    target.isInit ? " from the \(sender.origin) is forced on PID 1" : " has the default disposition"
  }

  /// `get_signal`: delivers the signal.
  mutating func deliver() {
    prediction.delivered = signal
    let isContinued = prediction.verdict == .continued
    if target.isTraced, signal != .kill {
      return note(
        .delivered, "the tracer gets \(name) and decides what happens to it",
        by: "ptrace_signal", isContinued ? nil : .stopped)
    }
    switch target.disposition(of: signal) {
    case .caught:
      note(
        .effect, "\(name) is caught (SigCgt): its handler runs", by: "get_signal",
        isContinued ? nil : .handled)
    case .ignored:
      note(.delivered, "\(name) is ignored (SigIgn)", by: "get_signal", .ignored)
    case .default: deliverByDefault(isContinued)
    }
  }

  /// Returns the order of delivery, faults first, then by number: `next_signal`.
  package static func inOrderOfDelivery(_ signals: [Signal]) -> [Signal] {
    let sorted = signals.sorted()
    return sorted.filter(\.isFault) + sorted.filter { !$0.isFault }
  }

  /// Delivers the signals that were kept while the process was stopped.
  mutating func release() {
    let kept = prediction.pending.subtracting(target.blocked).signals
    for kept in Rule.inOrderOfDelivery(kept) {
      let way = Rule.predictUnblocked(kept, by: target)
      prediction.pending.remove(kept)
      prediction.steps.append(
        .init(station: .delivered, reason: "after CONT, \(way.reason)", decidedBy: way.decidedBy))
      guard case .killed = way.verdict else { continue }
      // A handler of CONT runs only if CONT is delivered first.
      if Rule.inOrderOfDelivery([signal, kept]).first == kept || prediction.delivered == nil {
        prediction.delivered = kept
      }
      prediction.verdict = way.verdict
      prediction.decisive = prediction.steps.count - 1
      return
    }
  }

  private mutating func deliverByDefault(_ isContinued: Bool) {
    if [.ignore, .continue].contains(signal.defaultAction) {
      return note(
        .delivered, "\(name) has the default disposition, which is to do nothing",
        by: "get_signal", isContinued ? nil : .ignored)
    }
    if target.isInit, !signal.isPrivileged {
      return note(
        .delivered,
        "\(name) was kept while it was blocked, and is dropped on delivery: with the default "
          + "disposition it does nothing to PID 1",
        by: "get_signal", .dropped)
    }
    guard signal.defaultAction == .stop else {
      return note(.effect, ending, by: "get_signal", .killed(signal))
    }
    if target.isGroupOrphaned, signal != .stop {
      return note(
        .delivered,
        "\(name) does not stop an orphaned process group, because no shell could resume it",
        by: "get_signal", .ignored)
    }
    note(.effect, "\(name)\(because): the process stops", by: "do_signal_stop", .stopped)
  }

  /// `force_sig_info_to_task`: delivers a fault, which cannot be avoided.
  mutating func force() {
    prediction.generation = .delivered
    if target.blocked.contains(signal) || disposition == .ignored {
      note(
        .generated,
        "a fault cannot be blocked or ignored: \(name) is reset to the default disposition",
        by: "force_sig_info_to_task")
      target.blocked.remove(signal)
      target.ignored.remove(signal)
      target.caught.remove(signal)
    }
    prediction.delivered = signal
    if disposition == .caught {
      return note(
        .effect, "\(name) is caught (SigCgt): its handler runs", by: "get_signal", .handled)
    }
    let end = target.isInit ? "even PID 1 ends" : "the process ends"
    note(
      .effect, "a fault forces \(name), which has the default disposition: \(end)",
      by: "force_sig_info_to_task", .killed(signal))
  }
}
