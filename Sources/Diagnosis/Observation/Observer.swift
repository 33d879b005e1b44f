internal import BoxProtocol
package import BoxHost
package import SignalModel
internal import Linux
internal import SystemPackage

/// Observes a process of a box: when it is ready for signals, and what a signal did.
///
/// A script reports over the channel when it waits and what it handled. Any other program is read
/// through /proc. It is ready when it is at rest and has not changed for a while; the same criteria
/// decide when a signal's effect is complete.
package final class Observer {
  package let process: ProbedProcess
  private let nextEvent: (Instant?) throws -> Watch.Event
  private let isScript: Bool
  private let channelIsOpen: () -> Bool
  /// What has to be so before the process counts as ready; nil for nothing.
  private let condition: ReadyCondition?
  let timeouts: Timeouts
  /// How the process ended; nil while it runs.
  package private(set) var termination: Termination?
  /// How often a script has handled each signal, according to its reports so far, as far as /proc
  /// shows that it can have.
  package private(set) var handled = SignalCounts()
  /// What the process was doing when it counted as ready.
  package private(set) var readiness = Readiness.rests
  private var claims = HandledClaims()
  /// Whether its children come and go, since it was ready or since an earlier signal.
  private(set) var isChurning = false
  /// The descendants that did not come and go then.
  private var lasting: [Int32] = []
  /// Called repeatedly while a wait takes more than a second.
  package var onDelay: ((Delay) -> Void)?
  /// Whether the descendants are followed from a signal on, for ``runEvents``.
  package var followsFamily = false
  /// The descendants that were there before the last signal.
  var followed: [FollowedProcess] = []
  /// The last signal, and when it was sent.
  var lastSent: (signal: Signal, time: Instant)?

  /// What a process was doing when it counted as ready.
  package enum Readiness: String, Sendable {
    /// The process and all its descendants were at rest.
    case rests
    /// It used a processor without pause.
    case isBusy = "busy"
    /// Its masks, threads or descendants kept changing.
    case isRestless = "restless"
  }

  /// Observes a process of a box that this process made.
  ///
  /// - Parameters:
  ///   - process: The process.
  ///   - watch: The watch to which the box is attached.
  ///   - isScript: Whether it is a script, which reports over the channel.
  ///   - condition: What has to be so before the process counts as ready; nil for nothing.
  ///   - timeouts: How long it waits.
  package init(
    _ process: ProbedProcess, _ watch: Watch, isScript: Bool,
    ready condition: ReadyCondition? = nil,
    timeouts: Timeouts = Timeouts()
  ) {
    self.condition = condition
    self.timeouts = timeouts
    self.process = process
    nextEvent = { try watch.next(until: $0) }
    channelIsOpen = { watch.channelIsOpen }
    self.isScript = isScript
  }

  /// Observes a process of a box that another process made, through /proc only.
  ///
  /// - Parameters:
  ///   - process: The process.
  ///   - end: Returns how the process ended; called when it has ended.
  package init(_ process: ProbedProcess, end: @escaping () throws -> Termination) {
    condition = nil
    timeouts = .brief
    self.process = process
    nextEvent = { deadline in
      Polling.wait(for: [process.descriptor.descriptor], until: deadline).isEmpty
        ? .time : .ended(try end())
    }
    isScript = false
    channelIsOpen = { false }
  }

  /// Whether the process reports each handler that begins.
  ///
  /// A script does, until it executes another program.
  var reportsHandlers: Bool { isScript && channelIsOpen() }

  /// Whether the process may have seemed ready while it was still starting.
  var mayStillStart: Bool {
    !isScript && condition == nil && timeouts.settle == nil && readiness == .rests
  }

  /// What /proc says about the process; nil if it is gone.
  package var status: ProcessStatus? { ProcFiles.status(of: process.hostPid) }

  /// Reads its state, and remembers the signals that it can handle.
  ///
  /// - Parameter withAwaited: Whether to read the signals that it waits for.
  /// - Returns: The state; nil if it has ended.
  @discardableResult
  package func look(withAwaited: Bool = false) -> ProcSnapshot? {
    let snapshot = ProcSnapshot(of: process.hostPid, withAwaited: withAwaited)
    if isScript, let snapshot { claims.note(snapshot.target) }
    return snapshot
  }

  /// Waits until the process is ready for signals; returns its status, or nil if it ended first.
  ///
  /// - Throws: ``BoxFailure`` if it does not meet the condition, or does not stay unchanged, in time;
  ///   what wait(2) throws.
  package func waitUntilReady() throws -> ProcessStatus? {
    var stability = StabilityTimer()
    var churn = Churn()
    var backoff = Backoff()
    var start = Instant.now
    var unmet = condition
    var isWaiting = false
    while true {
      switch try next(until: backoff.next) {
      case .ended: return nil
      case .message(.waiting): isWaiting = true
      case .message, .readable, .time: break
      }
      guard let snapshot = try snapshot(since: start) else { continue }
      if let condition = unmet {
        guard condition.isMet(by: process, since: start) else {
          try wait(for: condition, since: start)
          continue
        }
        unmet = nil
        (start, stability, churn) = (.now, StabilityTimer(), Churn())
      }
      // The script reports just before the call, and its children may still be starting.
      if isWaiting, timeouts.settle == nil, snapshot.isAtRest, snapshot.family.isEmpty {
        look(withAwaited: true)
        return snapshot.main
      }
      let duration = stability.note(snapshot)
      churn.note(snapshot.main, family: snapshot.family)
      if duration == .zero { backoff = Backoff() }
      if duration >= enoughRest(snapshot, churn, isWaiting) {
        readiness = snapshot.familyIsAtRest ? .rests : .isBusy
        return snapshot.main
      }
      if let settle = timeouts.settle {
        try requireTime(settle, since: start) {
          "it or one of its children kept changing: ask for a shorter time without a change"
        }
        reportDelay(
          .readiness, since: start, limit: timeouts.condition + settle, snapshot, churn,
          otherwise: .change)
        continue
      }
      let time =
        isWaiting ? timeouts.childrenOfScript : isScript ? timeouts.script : timeouts.children
      if snapshot.isAtRest, churn.hasLasted(time) {
        noteChurn(churn)
        readiness = isWaiting ? .rests : .isRestless
        return snapshot.main
      }
      if Instant.now - start > timeouts.ready {
        readiness = .isRestless
        return snapshot.main
      }
      reportDelay(
        .readiness, since: start, limit: timeouts.ready, snapshot, churn,
        otherwise: isScript && !isWaiting ? .script : .change)
    }
  }

  /// The state of the process; nil if it has just ended.
  ///
  /// - Throws: ENOENT, EMFILE if /proc does not show it.
  func snapshot(since start: Instant) throws(SystemError) -> ProcSnapshot? {
    if let snapshot = look() { return snapshot }
    try ProcFiles.requireAccess(to: "observe processes in")
    guard Instant.now - start > timeouts.end else { return nil }
    throw SystemError(
      "observe", .noSuchFileOrDirectory, subject: "/proc/\(process.hostPid)/status")
  }

  /// Records that children coming and going is normal for the process.
  func noteChurn(_ churn: Churn) {
    isChurning = true
    lasting = churn.members(for: timeouts.childrenOfScript)
  }

  /// How long a process must stay unchanged to be ready.
  private func enoughRest(_ snapshot: ProcSnapshot, _ churn: Churn, _ isWaiting: Bool) -> Duration {
    if let settle = timeouts.settle { return settle }
    if isScript, !isWaiting { return timeouts.script }
    guard snapshot.familyIsAtRest else { return timeouts.busyAtStart }
    return isScript || churn.departures < 2 ? timeouts.quiet : timeouts.rest
  }

  /// Reports that a wait takes long, and why.
  func reportDelay(
    _ goal: Delay.Goal, since start: Instant, limit: Duration, _ snapshot: ProcSnapshot,
    _ churn: Churn, otherwise reason: Delay.Reason
  ) {
    let elapsed = Instant.now - start
    guard let onDelay, elapsed > .seconds(1) else { return }
    let seen: Delay.Reason =
      churn.departures >= 2
      ? .children : !snapshot.familyIsAtRest && reason == .change ? .work : reason
    onDelay(Delay(goal: goal, reason: seen, elapsed: elapsed, limit: limit))
  }

  /// Sends a signal and observes its effect.
  ///
  /// The prediction is made here, just before the signal is sent, and is part of the result.
  ///
  /// - Throws: EPERM if the signal may not be sent; what wait(2) throws.
  package func send(
    _ step: SendStep, knowing amend: (inout Target) -> Void = { _ in }
  ) throws -> SendResult {
    try send(step, as: Sender(step.origin), knowing: amend) { try isSent(step) }
  }

  /// Has a signal sent, and observes its effect.
  ///
  /// - Parameters:
  ///   - step: The signal, and where it comes from.
  ///   - sender: The sender, for the prediction.
  ///   - amend: Adds what /proc does not show of the process.
  ///   - act: Has the signal sent; returns false if the process has ended.
  /// - Returns: What the signal did.
  /// - Throws: What wait(2) throws, and what `act` throws.
  package func send(
    _ step: SendStep, as sender: Sender, knowing amend: (inout Target) -> Void,
    by act: () throws -> Bool
  ) throws -> SendResult {
    guard let before = look(withAwaited: true) else {
      try ProcFiles.requireAccess(to: "observe processes in")
      return SendResult(step, notSentTo: process.role, try end())
    }
    var target = before.target
    if Signal.jobControl.contains(step.signal) {
      target.isGroupOrphaned = ProcFiles.isGroupOrphaned(of: process.hostPid)
    }
    target.hold = ProcFiles.freezer(of: process.hostPid)
    amend(&target)
    let prediction = Rule.predict(step.signal, from: sender, to: target)
    let sent = Instant.now
    if followsFamily {
      lastSent = (step.signal, sent)
      followed = before.family.compactMap { FollowedProcess($0, at: sent) }
    }
    guard try act() else {
      return SendResult(step, notSentTo: process.role, try end())
    }
    let wasSent = Instant.now
    let family = isChurning ? before.family.filter(lasting.contains) : before.family
    let verdict = try observe(step.signal, prediction, before, lasting: family)
    var result = SendResult(step, to: target, prediction, verdict)
    result.observation = .init(
      target: target, prediction: prediction, process: process.hostPid,
      threads: before.threads, sending: sent...wasSent, elapsed: Instant.now - wasSent,
      family: family, survivors: family.count { ProcFiles.status(of: $0)?.isLive == true })
    if [.dropped, .ignored].contains(verdict), let now = look() {
      result.observation?.isUntouched = now.sleptOn(since: before)
    }
    return result
  }

  /// Waits for a duration, or until the process ends.
  package func wait(_ duration: Duration) throws {
    let deadline = Instant.now + duration
    while termination == nil, Instant.now < deadline { _ = try next(until: deadline) }
  }

  /// Processes all events that have happened so far, without waiting.
  ///
  /// A program that sends more than is read ends this after a second.
  package func catchUp() throws {
    let limit = Instant.now + .seconds(1)
    while termination == nil, Instant.now < limit {
      if case .time = try next(until: .now) { return }
    }
  }

  /// Kills the box if it is still running, and returns how the process ended.
  package func end() throws -> Termination {
    if let termination { return termination }
    process.box?.kill()
    while true {
      if case .ended(let termination) = try next(until: nil) { return termination }
    }
  }

  /// The next event of the box.
  ///
  /// The end of the process is one, even if it is not PID 1.
  func next(until deadline: Instant?) throws -> Watch.Event {
    if let termination { return .ended(termination) }
    let event = confirmed(try nextEvent(deadline))
    if case .message(.waiting(let handled)) = event { self.handled.add(handled) }
    guard let end = process.end(in: event) else { return event }
    termination = end
    return .ended(end)
  }

  /// Removes from an event what /proc shows to be impossible.
  private func confirmed(_ event: Watch.Event) -> Watch.Event {
    switch event {
    case .message(.waiting(let handled)):
      if canHaveHandled(SignalSet(handled.signals)) { return event }
      return .message(.waiting(handled: claims.confirmed(handled)))
    case .message(.began(let signal)):
      return canHaveHandled(SignalSet([signal])) ? event : .readable([])
    default: return event
    }
  }

  /// Whether /proc shows, or does not let the caller see, that the process takes these signals.
  private func canHaveHandled(_ signals: SignalSet) -> Bool {
    let limit = Instant.now + .milliseconds(10)
    while !claims.allows(signals) {
      guard let snapshot = look(withAwaited: true) else { return false }
      if snapshot.waiters == nil { return true }
      // It reports just before the call that waits.
      guard !snapshot.isAtRest, Instant.now < limit else { return claims.allows(signals) }
      _ = Polling.wait(for: [], until: .now + .milliseconds(1))
    }
    return true
  }

  /// Sends the signal; returns false if the process has ended.
  private func isSent(_ step: SendStep) throws(SystemError) -> Bool {
    do throws(SystemError) {
      try process.send(step.signal, from: step.origin)
      return true
    } catch {
      if error.errno == .noSuchProcess { return false }
      throw error
    }
  }
}
