/// The kernel's decision about a signal, as a pure function.
///
/// The conditions are checked in the kernel's order; the first one that applies decides.
///
/// Source: `check_kill_permission`, `prepare_signal`, `sig_ignored`, `__send_signal_locked`,
/// `complete_signal`, `get_signal` and `force_sig_info_to_task` in kernel/signal.c.
public struct Rule {
  let signal: Signal
  let sender: Sender
  var target: Target
  var prediction = Prediction()

  var name: String { signal.name }
  var disposition: Disposition { target.disposition(of: signal) }

  /// Predicts what a signal does to a process.
  ///
  /// - Parameters:
  ///   - signal: The signal to send.
  ///   - sender: The sender of the signal.
  ///   - target: The state of the process just before the signal is sent.
  /// - Returns: The decisions of the kernel and the fate of the signal.
  public static func predict(
    _ signal: Signal, from sender: Sender, to target: Target
  ) -> Prediction {
    var rule = Rule(signal: signal, sender: sender, target: target)
    // A stop interrupts waits.
    if target.state == .stopped {
      (rule.target.awaited, rule.target.otherAwaited) = (.empty, .empty)
    }
    rule.prediction.pending = target.pending
    rule.walk()
    return rule.prediction
  }

  /// Predicts what happens when a process unblocks a pending signal.
  ///
  /// - Parameters:
  ///   - signal: The pending signal. No other signal may be pending.
  ///   - target: The state of the process at that moment.
  /// - Returns: The decisions at delivery and the fate of the signal.
  public static func predictUnblocked(_ signal: Signal, by target: Target) -> Prediction {
    var rule = Rule(signal: signal, sender: Sender(.kernel), target: target)
    rule.target.blocked.remove(signal)
    rule.deliver()
    return rule.prediction
  }

  private mutating func walk() {
    if sender.origin == .fault { return force() }
    guard isPermitted() else { return }
    prepare()
    if !isIgnored(), !isMerged() { queue() }
    if isContinued { release() }
  }

  mutating func note(
    _ station: Prediction.Station, _ reason: String, by function: String,
    _ verdict: Verdict? = nil
  ) {
    prediction.steps.append(.init(station: station, reason: reason, decidedBy: function))
    if let verdict {
      prediction.verdict = verdict
      prediction.decisive = prediction.steps.count - 1
    }
  }

  // MARK: Sent

  private mutating func isPermitted() -> Bool {
    switch sender.refusal {
    case nil: return true
    case .credentials(_, sharesSession: true) where signal == .cont: return true
    case .credentials(let user, _):
      note(
        .sent,
        "the sender has no permission (EPERM): its user \(user) is not the target's user, and it has "
          + "no CAP_KILL in the target's user namespace",
        by: "kill_ok_by_cred", .refused)
    case .securityModule:
      note(
        .sent, "a security module, such as Landlock, forbids it (EPERM)",
        by: "security_task_kill", .refused)
    }
    return false
  }

  // MARK: Generated

  /// Applies the effects of a stop signal or CONT that do not depend on the disposition.
  private mutating func prepare() {
    guard target.state != .ended else { return }
    if signal.defaultAction == .stop {
      if prediction.pending.contains(.cont) {
        note(.generated, "\(name) discards a pending CONT", by: "prepare_signal")
      }
      prediction.pending.remove(.cont)
    }
    guard signal == .cont else { return }
    prediction.pending.subtract(Signal.stopping)
    if target.state == .stopped {
      note(
        .generated,
        "CONT resumes a stopped process, regardless of disposition and sender",
        by: "prepare_signal", .continued)
      target.state = .live
    }
  }

  private var isContinued: Bool { prediction.verdict == .continued }

  private mutating func isIgnored() -> Bool {
    if target.state == .ended {
      drop(
        "the process has ended: the call succeeds, but the signal has no effect",
        by: "prepare_signal", .ignored)
      return true
    }
    // A wait removes a signal from the mask. The kernel asks the mask from before: real_blocked.
    let isAwaitedBlocked =
      target.awaited.contains(signal) && !target.awaitedUnblocked.contains(signal)
    if target.blocked.contains(signal) || isAwaitedBlocked, !signal.isPrivileged {
      if !target.blocked.contains(signal), disposition != .caught {
        note(
          .generated,
          "a wait for \(name) keeps it if \(name) was blocked before, as POSIX requires; /proc does "
            + "not show whether it was",
          by: "sig_ignored")
      }
      return false
    }
    if target.isTraced, signal != .kill {
      note(
        .generated, "a tracer is attached and sees the signal first, so it is not discarded",
        by: "sig_ignored")
      return false
    }
    let isForced = sender.origin.isForced && signal.isPrivileged
    if target.isMachineInit, signal.isPrivileged {
      drop("\(name) never reaches the PID 1 of the machine", by: "sig_task_ignored", .dropped)
      return true
    }
    if target.isInit, disposition == .default, !isForced {
      drop(protection, by: "sig_task_ignored", .dropped)
      return true
    }
    return isIgnoredByItself()
  }

  private mutating func isIgnoredByItself() -> Bool {
    switch disposition {
    case .ignored:
      drop("\(name) is ignored (SigIgn)", by: "sig_handler_ignored", .ignored)
    case .default where [.ignore, .continue].contains(signal.defaultAction):
      drop(
        "\(name) has the default disposition, which is to do nothing", by: "sig_handler_ignored",
        .ignored)
    default: return false
    }
    return true
  }

  /// Discards the signal; a CONT has resumed a stopped process even so.
  private mutating func drop(_ reason: String, by function: String, _ verdict: Verdict) {
    prediction.generation = .ignored
    let isContinued = isContinued
    note(.generated, reason, by: function, isContinued ? nil : verdict)
  }

  private var protection: String {
    if signal.isPrivileged {
      return
        "\(name) from \(sender.origin.phrase) is not forced, so the kernel drops it for PID 1: "
        + "only the kernel and processes outside its namespace force KILL and STOP"
    }
    let rule = "\(name) has the default disposition (no handler), so the kernel drops it for PID 1"
    switch signal.defaultAction {
    case .ignore, .continue: return rule + "; it does nothing to any other process either"
    case .stop: return rule + "; any other process would stop"
    case .terminate, .core:
      return sender.origin == .inside
        ? rule + "; any other process would end"
        : rule + ", even if it comes from \(sender.origin.phrase); only KILL and STOP are forced"
    }
  }

  // MARK: Pending

  private mutating func isMerged() -> Bool {
    guard !signal.isRealTime, prediction.pending.contains(signal) else { return false }
    prediction.generation = .alreadyPending
    note(
      .pending, "\(name) is already pending, and a standard signal is not queued twice",
      by: "__send_signal_locked", isContinued ? nil : .blocked)
    return true
  }

  private mutating func queue() {
    prediction.generation = .delivered
    // A standard signal sent with kill(2) becomes pending even if the queue is full.
    if target.queueIsFull, signal.isRealTime {
      guard !sender.sendsValue else {
        prediction.generation = .overflow
        note(
          .pending, "the signal queue is full (RLIMIT_SIGPENDING): the call fails with EAGAIN",
          by: "__send_signal_locked", .refused)
        return
      }
      prediction.generation = .lostInfo
      note(
        .pending, "the signal queue is full (RLIMIT_SIGPENDING): the siginfo of the signal is lost",
        by: "__send_signal_locked")
    }
    prediction.pending.insert(signal)
    complete()
  }
}

extension Signal {
  /// STOP, TSTP, TTIN and TTOU.
  static let stopping = SignalSet(all.filter { $0.defaultAction == .stop })

  /// The stop signals for job control: TSTP, TTIN and TTOU.
  ///
  /// They do not stop a process in an orphaned process group.
  public static let jobControl = stopping.subtracting(SignalSet([.stop]))
}
