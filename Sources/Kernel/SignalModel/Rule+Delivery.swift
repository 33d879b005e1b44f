// The second half of the way: who takes a signal that is kept, and what it does.
extension Rule {
  /// `complete_signal`: finds a thread that takes it, or leaves it pending.
  mutating func complete() {
    let isContinued = prediction.verdict == .continued
    // sigtimedwait takes KILL and STOP out of what it waits for.
    if isAwaited, !signal.isPrivileged {
      prediction.pending.remove(signal)
      return note(
        .delivered, "\(name) is accepted: the process waits for it (sigtimedwait)",
        by: "dequeue_signal", .handled)
    }
    let masks = [target.blocked] + target.otherBlocked
    guard signal.isPrivileged || !masks.allSatisfy({ $0.contains(signal) }) else {
      return note(
        .pending,
        "\(name) is blocked (SigBlk), and a blocked signal is never thrown away: it stays pending "
          + "until it is unblocked or accepted",
        by: "sig_ignored", isContinued ? nil : .blocked)
    }
    if target.state == .stopped, signal != .kill {
      if signal == .stop {
        return note(.pending, "the process was stopped already", by: "do_signal_stop", .stopped)
      }
      return note(
        .pending, "the process is stopped: \(name) stays pending until CONT wakes it",
        by: "complete_signal", .blocked)
    }
    prediction.pending.remove(signal)
    // Thus the threads' masks protect PID 1 less than one that does not block at all.
    if isFatal, signal.defaultAction != .core, signal == .kill || !target.isTraced {
      prediction.delivered = .kill
      if target.isInit, !signal.isPrivileged {
        return note(
          .effect,
          "\(name) is blocked by the main thread and not by another: it is kept for that one, and "
            + "the way of a fatal signal has no protection for PID 1: the process ends",
          by: "complete_signal", .killed(signal))
      }
      return note(.effect, ending, by: "complete_signal", .killed(signal))
    }
    deliver()
  }

  // Another thread gets it only where the main thread does not take it.
  private var isAwaited: Bool {
    target.awaited.contains(signal)
      || target.blocked.contains(signal) && target.otherAwaited.contains(signal)
  }

  private var isFatal: Bool {
    target.disposition(of: signal) == .default
      && [.terminate, .core].contains(signal.defaultAction)
  }

  private var ending: String { "\(name)\(because): the process ends" }

  private var because: String {
    target.isInit ? " from the \(sender.origin) is forced on PID 1" : " is at its default"
  }

  /// `get_signal`: takes it.
  mutating func deliver() {
    prediction.delivered = signal
    let isContinued = prediction.verdict == .continued
    if target.isTraced, signal != .kill {
      return note(
        .delivered, "the tracer gets \(name), and decides what becomes of it", by: "ptrace_signal",
        isContinued ? nil : .stopped)
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

  /// Faults first, then by number: `next_signal`.
  private static func inOrderOfDelivery(_ signals: [Signal]) -> [Signal] {
    let sorted = signals.sorted()
    return sorted.filter(\.isFault) + sorted.filter { !$0.isFault }
  }

  /// What was kept while the process was stopped is delivered when it goes on.
  mutating func release() {
    let kept = prediction.pending.subtracting(target.blocked).signals
    for kept in Rule.inOrderOfDelivery(kept) {
      let way = Rule.predictUnblocked(kept, by: target)
      prediction.pending.remove(kept)
      prediction.steps.append(
        .init(station: .delivered, reason: "now \(way.reason)", decidedBy: way.decidedBy))
      guard case .killed = way.verdict else { continue }
      // CONT's own handler runs only where its turn comes before that.
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
        .delivered, "\(name) is at its default, which is to do nothing", by: "get_signal",
        isContinued ? nil : .ignored)
    }
    if target.isInit, !signal.isPrivileged {
      return note(
        .delivered,
        "\(name) was kept while it was blocked, and is thrown away when it is delivered: at its "
          + "default it does nothing to PID 1",
        by: "get_signal", .dropped)
    }
    guard signal.defaultAction == .stop else {
      return note(.effect, ending, by: "get_signal", .killed(signal))
    }
    if target.isGroupOrphaned, signal != .stop {
      return note(
        .delivered,
        "\(name) stops nobody in an orphaned process group, whom no shell could continue",
        by: "get_signal", .ignored)
    }
    note(.effect, "\(name)\(because): the process stops", by: "do_signal_stop", .stopped)
  }

  /// `force_sig_info_to_task`: a fault is not to be escaped.
  mutating func force() {
    prediction.generation = .delivered
    if target.blocked.contains(signal) || disposition == .ignored {
      note(
        .generated, "a fault cannot be blocked or ignored: \(name) is set to its default",
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
    let protection = target.isInit ? ", and PID 1 loses its protection" : ""
    note(
      .effect, "a fault with \(name) at its default ends the process\(protection)",
      by: "force_sig_info_to_task", .killed(signal))
  }
}
