// The second half of the rule: which thread takes a kept signal, and what the signal does.
extension Rule {
  /// `complete_signal`: finds a thread that takes the signal, or leaves it pending.
  mutating func complete() {
    let isContinued = prediction.verdict == .continued
    // sigtimedwait(2) removes KILL and STOP from its set.
    if isAwaited, target.hold == nil, !signal.isPrivileged, !endsWaiter {
      prediction.pending.remove(signal)
      return note(
        .delivered, "\(name) is accepted: the process is waiting for it (sigtimedwait)",
        by: "dequeue_signal", .handled)
    }
    guard signal.isPrivileged || !target.blockedByAll.contains(signal) else {
      return note(
        .pending,
        "\(name) is blocked (SigBlk), so it is not discarded: it stays pending until it is unblocked "
          + "or accepted",
        by: "sig_ignored", isContinued ? nil : .blocked)
    }
    if let (reason, function) = holding {
      return note(
        .pending, "\(reason): \(name) stays pending until then", by: function,
        isContinued ? nil : .blocked)
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
    guard endsAtOnce else { return deliver() }
    prediction.delivered = .kill
    guard target.isInit, !signal.isPrivileged else {
      return note(.effect, ending, by: "complete_signal", .killed(signal))
    }
    note(
      .effect,
      "\(name) is blocked by the main thread but not by another one, which takes it: on this kernel a "
        + "fatal signal then bypasses the protection of PID 1, and the process ends; Linux 6.18 drops "
        + "the signal instead",
      by: "complete_signal", .killed(signal))
  }

  /// Whether the signal ends every thread at once, before any of them takes it.
  ///
  /// A fatal signal that only the main thread blocks ends PID 1 of older kernels; one that no thread
  /// blocks has been dropped.
  private var endsAtOnce: Bool {
    let bypassesProtection =
      !target.isInit || signal.isPrivileged || !target.kernel.protectsThreadedInit
    return isFatal && signal.defaultAction != .core && bypassesProtection
      && (signal == .kill || !target.isTraced)
  }

  /// What keeps the process from taking the signal; nil if nothing does.
  private var holding: (reason: String, function: String)? {
    let frozen = "the process is frozen until its control group is thawed"
    switch target.hold {
    case .frozenV1: return (frozen, "__refrigerator")
    case .frozen where !endsAtOnce: return (frozen, "do_freezer_trap")
    case .vfork where !endsAtOnce && (signal.isPrivileged || !target.blocked.contains(signal)):
      return (
        "the process waits until the child of its vfork(2) executes a program or ends",
        "wait_for_vfork_done"
      )
    default: return nil
    }
  }

  // Another thread gets the signal only if the main thread blocks it.
  private var isAwaited: Bool {
    target.awaited.contains(signal)
      || target.blocked.contains(signal) && target.otherAwaited.contains(signal)
  }

  // The kernel ends a process before it returns to a wait, unless the signal was blocked before. For a
  // core dump the waiting thread has to take the signal first, and then accepts it.
  private var endsWaiter: Bool {
    target.awaitedUnblocked.contains(signal) && endsAtOnce
  }

  private var isFatal: Bool {
    target.disposition(of: signal) == .default
      && [.terminate, .core].contains(signal.defaultAction)
  }

  private var ending: String { "\(name)\(because): the process ends" }

  private var because: String {
    target.isInit
      ? " from \(sender.origin.phrase) is forced on PID 1" : " has the default disposition"
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
      note(
        .delivered, "\(name) is ignored (SigIgn)", by: "get_signal", isContinued ? nil : .ignored)
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
    guard target.hold == nil else {
      return note(
        .pending, "the process is frozen, and runs again when its control group is thawed",
        by: "do_freezer_trap")
    }
    let kept = prediction.pending.subtracting(target.blockedByAll).signals
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
      let dropping =
        "is dropped on delivery: with the default disposition it does nothing to PID 1"
      return note(
        .delivered,
        isTakenByAnother
          ? "\(name) is blocked by the main thread but not by another one, which takes it, and "
            + dropping + difference
          : "\(name) was kept while it was blocked, and " + dropping,
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

  /// Whether only the signalled thread blocks the signal.
  private var isTakenByAnother: Bool {
    target.blocked.contains(signal) && !target.blockedByAll.contains(signal)
  }

  /// What other kernels do with a signal that another thread takes.
  private var difference: String {
    signal.defaultAction == .terminate ? "; Linux 6.12 and older end PID 1 here" : ""
  }

  /// `force_sig_info_to_task`: delivers a fault, which cannot be avoided.
  mutating func force() {
    prediction.generation = target.pending.contains(signal) ? .alreadyPending : .delivered
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
    if target.isTraced {
      let protection =
        target.isInit && disposition == .default
        ? "; a traced PID 1 keeps its protection, so the fault happens again if it is passed on"
        : ""
      return note(
        .delivered, "the tracer gets \(name) and decides what happens to it\(protection)",
        by: "ptrace_signal", .stopped)
    }
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
