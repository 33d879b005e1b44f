/// The kernel's decision about a signal, as a pure function.
///
/// The questions are asked in the kernel's order, station by station; the first that applies decides.
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
  ///   - signal: The signal.
  ///   - sender: Who sends it.
  ///   - target: The process as it is just before.
  /// - Returns: The way through the stations, and the fate.
  public static func predict(
    _ signal: Signal, from sender: Sender, to target: Target
  ) -> Prediction {
    var rule = Rule(signal: signal, sender: sender, target: target)
    rule.prediction.pending = target.pending
    rule.walk()
    return rule.prediction
  }

  /// Predicts what becomes of a pending signal once its target unblocks it.
  ///
  /// - Parameters:
  ///   - signal: The signal, which is the only one that is pending.
  ///   - target: The process as it is then.
  /// - Returns: The rest of the way.
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
    guard let credentials = sender.credentials else { return true }
    let users = [target.users.real, target.users.saved]
    let isSame =
      users.contains(credentials.user) || users.contains(credentials.effectiveUser)
      || credentials.hasKillCapability
    if isSame || signal == .cont && credentials.sharesSession { return true }
    note(
      .sent,
      "the sender may not signal it (EPERM): its user \(credentials.effectiveUser) is not the "
        + "target's, and it has no CAP_KILL over that",
      by: "kill_ok_by_cred", .refused)
    return false
  }

  // MARK: Generated

  /// What a stop signal or CONT does before it is asked whether anybody takes it.
  private mutating func prepare() {
    guard target.state != .ended else { return }
    if signal.defaultAction == .stop {
      if prediction.pending.contains(.cont) {
        note(.generated, "\(name) takes a pending CONT away", by: "prepare_signal")
      }
      prediction.pending.remove(.cont)
    }
    guard signal == .cont else { return }
    prediction.pending.subtract(Signal.stopping)
    if target.state == .stopped {
      note(
        .generated,
        "CONT wakes a stopped process, whatever its disposition and whoever sends it",
        by: "prepare_signal", .continued)
      target.state = .live
    }
  }

  private var isContinued: Bool { prediction.verdict == .continued }

  private mutating func isIgnored() -> Bool {
    if target.state == .ended {
      drop(
        "the process has ended: the call succeeds, and nobody takes the signal",
        by: "prepare_signal", .ignored)
      return true
    }
    if target.blocked.contains(signal) || target.awaited.contains(signal),
      !signal.isPrivileged
    {
      return false
    }
    if target.isTraced, signal != .kill {
      note(
        .generated, "a tracer is attached, and it is asked first: nothing is thrown away",
        by: "sig_ignored")
      return false
    }
    let isForced = sender.origin.isForced && signal.isPrivileged
    if target.isMachineInit, signal.isPrivileged {
      drop("\(name) never reaches the machine's own PID 1", by: "sig_task_ignored", .dropped)
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
        "\(name) is at its default, which is to do nothing", by: "sig_handler_ignored", .ignored)
    default: return false
    }
    return true
  }

  /// Thrown away, though a stopped process goes on all the same.
  private mutating func drop(_ reason: String, by function: String, _ verdict: Verdict) {
    prediction.generation = .ignored
    let isContinued = isContinued
    note(.generated, reason, by: function, isContinued ? nil : verdict)
  }

  private var protection: String {
    if signal.isPrivileged {
      return "\(name) from inside its namespace never reaches PID 1: only the kernel or a process "
        + "of an ancestor namespace can force KILL and STOP on it"
    }
    let rule = "\(name) is at its default (no handler), and the kernel drops that for PID 1"
    switch signal.defaultAction {
    case .ignore, .continue: return rule + "; any other process would take no notice either"
    case .stop: return rule + "; any other process would stop"
    case .terminate, .core:
      return sender.origin == .inside
        ? rule + "; any other process would end"
        : rule + " even when it comes from the \(sender.origin); only KILL and STOP are forced"
    }
  }

  // MARK: Pending

  private mutating func isMerged() -> Bool {
    guard !signal.isRealTime, prediction.pending.contains(signal) else { return false }
    prediction.generation = .alreadyPending
    note(
      .pending, "\(name) is pending already, and a standard signal is not queued twice",
      by: "__send_signal_locked", isContinued ? nil : .blocked)
    return true
  }

  private mutating func queue() {
    prediction.generation = .delivered
    // A standard signal that kill(2) sends is always marked.
    if target.queueIsFull, signal.isRealTime {
      guard !sender.sendsValue else {
        prediction.generation = .overflow
        note(
          .pending, "the queue is full (RLIMIT_SIGPENDING): the sender gets EAGAIN",
          by: "__send_signal_locked", .refused)
        return
      }
      prediction.generation = .lostInfo
      note(
        .pending, "the queue is full (RLIMIT_SIGPENDING): what it says of its sender is lost",
        by: "__send_signal_locked")
    }
    prediction.pending.insert(signal)
    complete()
  }
}

extension Signal {
  /// STOP, TSTP, TTIN and TTOU.
  static let stopping = SignalSet(all.filter { $0.defaultAction == .stop })

  /// Those of them that a terminal sends and an orphaned process group does not heed: TSTP, TTIN,
  /// TTOU.
  public static let jobControl = stopping.subtracting(SignalSet([.stop]))
}
