/// The kernel's decision about a signal, as a pure function.
///
/// Source: `prepare_signal`, `sig_ignored`, `sig_task_ignored`, `sig_handler_ignored` and
/// `get_signal` in kernel/signal.c.
public enum Rule {
  /// Predicts what a signal does to a process.
  ///
  /// The questions are asked in the kernel's order; the first that applies decides.
  ///
  /// - Parameters:
  ///   - signal: The signal that is sent.
  ///   - origin: Where its sender stands.
  ///   - target: The process as it is just before.
  ///   - isInit: Whether the process is PID 1 of a PID namespace that is not the machine's first.
  /// - Returns: The fate, the reason and who decides.
  public static func predict(
    _ signal: Signal, from origin: Origin, to target: ProcessStatus, isInit: Bool
  ) -> Prediction {
    let name = signal.name
    let disposition = target.disposition(of: signal)
    let mayBeForced = origin.isForced && signal.isPrivileged

    if signal == .cont, target.state == .stopped {
      return Prediction(
        verdict: .continued,
        reason: "CONT wakes a stopped process, whatever its disposition and whoever sends it",
        decidedBy: "prepare_signal")
    }
    if target.blocked.contains(signal), !signal.isPrivileged {
      return Prediction(
        verdict: .blocked,
        reason: "\(name) is blocked (SigBlk), and a blocked signal is never thrown away: it stays "
          + "pending until it is unblocked or accepted",
        decidedBy: "sig_ignored")
    }
    if isInit, disposition == .default, !mayBeForced {
      return Prediction(
        verdict: .dropped, reason: protection(signal, origin), decidedBy: "sig_task_ignored")
    }
    if disposition == .ignored {
      return Prediction(
        verdict: .ignored, reason: "\(name) is ignored (SigIgn)", decidedBy: "sig_handler_ignored")
    }
    if disposition == .default, [.ignore, .continue].contains(signal.defaultAction) {
      return Prediction(
        verdict: .ignored,
        reason: "\(name) is at its default, which is to do nothing",
        decidedBy: "sig_handler_ignored")
    }
    if target.state == .stopped, signal != .kill {
      return Prediction(
        verdict: signal == .stop ? .stopped : .blocked,
        reason: signal == .stop
          ? "the process was stopped already"
          : "the process is stopped: \(name) stays pending until CONT wakes it",
        decidedBy: "do_signal_stop")
    }
    if disposition == .caught {
      return Prediction(
        verdict: .handled, reason: "\(name) is caught (SigCgt): its handler ran",
        decidedBy: "get_signal")
    }
    return byDefault(signal, origin, isInit: isInit)
  }

  private static func protection(_ signal: Signal, _ origin: Origin) -> String {
    if signal.isPrivileged {
      return "\(signal.name) from inside its namespace never reaches PID 1: only the kernel or a "
        + "process of an ancestor namespace can force KILL and STOP on it"
    }
    let rule = "\(signal.name) is at its default (no handler), and the kernel drops that for PID 1"
    switch signal.defaultAction {
    case .ignore, .continue: return rule + "; any other process would take no notice either"
    case .stop: return rule + "; any other process would stop"
    case .terminate, .core:
      return origin == .inside
        ? rule + "; any other process would end"
        : rule + " even when it comes from the host; only KILL and STOP are forced"
    }
  }

  private static func byDefault(
    _ signal: Signal, _ origin: Origin, isInit: Bool
  ) -> Prediction {
    let forced = isInit ? " from the host is forced on PID 1" : " is at its default"
    if signal.defaultAction == .stop {
      return Prediction(
        verdict: .stopped, reason: "\(signal.name)\(forced): the process stops",
        decidedBy: "do_signal_stop")
    }
    return Prediction(
      verdict: .killed(signal), reason: "\(signal.name)\(forced): the process ends",
      decidedBy: "get_signal")
  }
}
