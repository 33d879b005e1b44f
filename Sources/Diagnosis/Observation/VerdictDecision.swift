internal import BoxProtocol
internal import BoxHost
internal import SignalModel
internal import Linux

/// Decides what a signal did to a process, from events and snapshots.
///
/// Every observed verdict is decided here. ``Observer`` takes the snapshots and decides when the
/// effect is complete; ``SendReason`` compares the verdict with the prediction.
struct VerdictDecision {
  private let signal: Signal
  private let prediction: Prediction
  /// The process just before the signal.
  private let before: ProcSnapshot
  /// How many snapshots showed that the signal did not wake the process.
  private var untouched = 0
  /// Whether the process caught the signal, blocked it or waited for it, or may have.
  private let isTakeable: Bool
  /// Whether a signal of this kind was pending for the process before.
  private let wasPending: Bool
  /// Whether a script has said so.
  private var wasHandled = false
  private var handlerBegan = false

  init(_ signal: Signal, _ prediction: Prediction, before: ProcSnapshot) {
    self.signal = signal
    self.prediction = prediction
    self.before = before
    wasPending = before.main.sharedPending.contains(signal)
    isTakeable = before.waiters == nil || before.target.takeable.contains(signal)
  }

  /// Records an event; returns the verdict if the process has ended.
  mutating func note(_ event: Watch.Event) -> Verdict? {
    switch event {
    case .ended(let termination): return Verdict(termination)
    case .message(.waiting(let handled)) where handled.contains(signal): wasHandled = isTakeable
    case .message(.began(signal)): handlerBegan = before.target.caught.contains(signal)
    case .message, .readable, .time: break
    }
    return nil
  }

  /// The verdict, if a snapshot decides it before the effect is complete.
  mutating func early(_ now: ProcSnapshot) -> Verdict? {
    // Children may still run what the handler started, and end PID 1 when they end.
    if isHandled(now), before.family.isEmpty, now.family.isEmpty { return whenHandled }
    if now.main.state == .stopped, prediction.verdict == .stopped { return .stopped }
    // kill(2) wakes a sleeper before it returns, so a process that slept on was not reached. Two
    // snapshots are needed, because /proc reads the state and the counter at different moments.
    if now.sleptOn(since: before), prediction.isWithoutEffect,
      isPending(now) == (prediction.verdict == .blocked || wasPending)
    {
      untouched += 1
      if untouched == 2 { return prediction.verdict }
    }
    return nil
  }

  /// The verdict on a process that is still running when the effect is complete.
  ///
  /// - Parameters:
  ///   - now: The last snapshot.
  ///   - reportsHandlers: Whether the process reports each handler that begins.
  ///   - fresh: Takes a snapshot with the signals that the process waits for; nil if it has ended.
  /// - Returns: The verdict.
  func conclude(
    _ now: ProcSnapshot, reportsHandlers: Bool, fresh: () -> ProcSnapshot?
  ) -> Verdict {
    if isHandled(now) { return whenHandled }
    let verdict = survived(now, fresh)
    let isUnseen = prediction.verdict == .handled && verdict == .handled && !handlerBegan
    return isUnseen && reportsHandlers ? .caught : verdict
  }

  /// Whether the signal is pending: for the process, or for the main thread and was not before.
  private func isPending(_ now: ProcSnapshot) -> Bool {
    now.main.sharedPending.union(now.main.pending.subtracting(before.main.pending)).contains(signal)
  }

  /// Whether a script has said that it handled the signal, and the kernel no longer keeps it.
  private func isHandled(_ now: ProcSnapshot) -> Bool { wasHandled && !isPending(now) }

  private var whenHandled: Verdict { prediction.verdict == .continued ? .continued : .handled }

  private func survived(_ now: ProcSnapshot, _ fresh: () -> ProcSnapshot?) -> Verdict {
    let slept = now.sleptOn(since: before)
    if prediction.verdict == .continued, !slept || now.main.state != .stopped {
      return .continued
    }
    if isPending(now) {
      // If it was pending before, a second one cannot be seen.
      let isNew = !wasPending || !prediction.isThrownAway
      return isNew ? .blocked : prediction.verdict
    }
    if now.main.state == .stopped { return before.main.state == .stopped ? discarded : .stopped }
    // The kernel discards no signal that has a handler: it was delivered, or a thread accepted it.
    if before.target.caught.contains(signal) { return .handled }
    // The kernel wakes the thread that takes a signal.
    if slept { return discarded }
    if now.waiterRan(for: signal, since: before) { return .handled }
    if before.target.blocked.contains(signal) { return fresh().map(taken) ?? .unknown }
    return before.waiters == nil ? .unknown : discarded
  }

  /// The verdict on a signal that the kernel discarded when it was sent.
  private var discarded: Verdict {
    if prediction.isThrownAway { return prediction.verdict }
    let isProtected =
      before.target.isInit && before.target.disposition(of: signal) == .default
    return isProtected && !signal.isPrivileged ? .dropped : .ignored
  }

  /// The verdict on a signal that the main thread blocked, so that the kernel kept it, and that is no
  /// longer pending: a thread accepted it, or it was delivered to one that does not block it.
  private func taken(_ now: ProcSnapshot) -> Verdict {
    let delivered = Rule.predictUnblocked(signal, by: now.target).verdict
    // A delivery would have ended the process.
    if case .killed = delivered { return .handled }
    let masks = [now.target.blocked] + now.target.otherBlocked
    guard masks.allSatisfy({ $0.contains(signal) }) else {
      if prediction.isThrownAway { return prediction.verdict }
      return delivered == .stopped ? .unknown : delivered
    }
    return [before, now].contains { $0.accepts(signal) } ? .handled : .unknown
  }
}

extension Prediction {
  /// Whether the kernel discards the signal.
  fileprivate var isThrownAway: Bool { [.dropped, .ignored].contains(verdict) }

  /// Whether the process does not notice the signal.
  var isWithoutEffect: Bool { isThrownAway || verdict == .blocked }

  var mustEnd: Bool { if case .killed = verdict { true } else { false } }
}
