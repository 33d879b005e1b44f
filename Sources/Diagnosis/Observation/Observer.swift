internal import BoxProtocol
package import BoxHost
package import SignalModel
package import Linux
internal import SystemPackage

/// Watches what happens to a process of a box, and tells when it is ready and what a signal did.
///
/// A script says itself when it waits and what it handled. Of a program /proc tells: it is ready
/// when it rests and has not changed for a while, and a signal's effect is over likewise.
package final class Observer {
  let subject: ProbedProcess
  private let nextEvent: (Instant?) throws -> Watch.Event
  private let isScript: Bool
  private let channelIsOpen: () -> Bool
  let timeouts: Timeouts
  /// How the process ended, once it has.
  package private(set) var termination: Termination?
  /// How often a script has handled each signal, as far as it has said so.
  package private(set) var handled = SignalCounts()
  /// What it did when it was taken as ready.
  package private(set) var readiness = Readiness.rests
  /// Whether its children came and went when it was ready, or after the last signal.
  private(set) var isChurning = false
  /// The descendants that were no part of that when it was ready.
  private var lasting: [Int32] = []
  /// Called again and again while a wait takes more than a second.
  package var onDelay: ((Delay) -> Void)?

  /// What a process does that is taken as ready.
  package enum Readiness: String {
    /// It rests, with all its descendants.
    case rests
    /// It uses a processor on and on.
    case isBusy = "busy"
    /// It changes on and on: its masks, its threads or its descendants.
    case isRestless = "restless"
  }

  /// Observes a process of a box.
  ///
  /// - Parameters:
  ///   - subject: The process.
  ///   - watch: The watch that the box is attached to.
  ///   - isScript: Whether it is a script, which reports over the channel.
  ///   - timeouts: How long is long enough.
  package init(
    _ subject: ProbedProcess, _ watch: Watch, isScript: Bool, timeouts: Timeouts = Timeouts()
  ) {
    self.timeouts = timeouts
    self.subject = subject
    nextEvent = { try watch.next(until: $0) }
    channelIsOpen = { watch.channelIsOpen }
    self.isScript = isScript
  }

  /// Observes a process of a box that another process made, which /proc alone tells of.
  ///
  /// - Parameters:
  ///   - subject: The process.
  ///   - end: How it ended; called once it has.
  package init(_ subject: ProbedProcess, end: @escaping () throws -> Termination) {
    timeouts = .brief
    self.subject = subject
    nextEvent = { deadline in
      Polling.wait(for: [subject.process.descriptor], until: deadline).isEmpty
        ? .time : .ended(try end())
    }
    isScript = false
    channelIsOpen = { false }
  }

  /// Whether it says when handlers run: a script does, until it executes another program.
  var tellsOfHandlers: Bool { isScript && channelIsOpen() }

  package var process: ProcessDescriptor { subject.process }

  /// What /proc says of the process, nil when it has ended.
  package var status: ProcessStatus? { ProcFiles.status(of: subject.process.pid) }

  /// Waits until the process is ready for signals; gives its status, or nil when it ended first.
  package func waitUntilReady() throws -> ProcessStatus? {
    var quiet = StabilityTimer()
    var churn = Churn()
    var pace = Backoff()
    let start = Instant.now
    var isWaiting = false
    while true {
      switch try next(until: pace.next) {
      case .ended: return nil
      case .message(.waiting): isWaiting = true
      case .message, .readable, .time: break
      }
      guard let sample = ProcSnapshot(of: subject.process.pid) else { continue }
      // The script says so just before the call; its children may still be at their start.
      if isWaiting, sample.isAtRest, sample.family.isEmpty { return sample.main }
      let duration = quiet.note(sample)
      churn.note(sample.main, family: sample.family)
      if duration == .zero { pace = Backoff() }
      if duration >= enoughRest(sample, churn, isWaiting) {
        readiness = sample.familyIsAtRest ? .rests : .isBusy
        return sample.main
      }
      let time =
        isWaiting ? timeouts.childrenOfScript : isScript ? timeouts.script : timeouts.children
      if sample.isAtRest, churn.hasLasted(time) {
        noteChurn(churn)
        readiness = isWaiting ? .rests : .isRestless
        return sample.main
      }
      if Instant.now - start > timeouts.ready {
        readiness = .isRestless
        return sample.main
      }
      tell(
        .readiness, since: start, sample, churn,
        otherwise: isScript && !isWaiting ? .script : .change)
    }
  }

  /// Takes the coming and going of children as what the process usually does.
  func noteChurn(_ churn: Churn) {
    isChurning = true
    lasting = churn.members(for: timeouts.childrenOfScript)
  }

  /// How long a process must look the same to be ready.
  private func enoughRest(_ sample: ProcSnapshot, _ churn: Churn, _ isWaiting: Bool) -> Duration {
    if isScript, !isWaiting { return timeouts.script }
    guard sample.familyIsAtRest else { return timeouts.busyAtStart }
    return isScript || churn.departures < 2 ? timeouts.quiet : timeouts.rest
  }

  /// Says that a wait takes long, and why.
  func tell(
    _ goal: Delay.Goal, since start: Instant, _ sample: ProcSnapshot, _ churn: Churn,
    otherwise reason: Delay.Reason
  ) {
    let elapsed = Instant.now - start
    guard let onDelay, elapsed > .seconds(1) else { return }
    let seen: Delay.Reason =
      churn.departures >= 2
      ? .children : !sample.familyIsAtRest && reason == .change ? .work : reason
    onDelay(Delay(goal: goal, reason: seen, elapsed: elapsed))
  }

  /// Sends a signal and observes its effect.
  package func send(_ step: SendStep) throws -> SendResult {
    guard let before = ProcSnapshot(of: subject.process.pid, withAwaited: true) else {
      return try notSent(step)
    }
    var target = before.target
    if Signal.jobControl.contains(step.signal) {
      target.isGroupOrphaned = ProcFiles.isGroupOrphaned(of: subject.process.pid)
    }
    let prediction = Rule.predict(step.signal, from: Sender(step.origin), to: target)
    let sent = Instant.now
    guard try isSent(step) else { return try notSent(step) }
    let wasSent = Instant.now
    let family = isChurning ? before.family.filter(lasting.contains) : before.family
    let verdict = try observe(step.signal, prediction, before, lasting: family)
    var result = SendResult(step, to: target, prediction, verdict)
    result.observation = .init(
      target: target, prediction: prediction, process: subject.process.pid,
      threads: before.threads, sending: sent...wasSent, elapsed: Instant.now - wasSent,
      family: family, survivors: family.count { ProcFiles.status(of: $0)?.isLive == true })
    return result
  }

  /// Waits for a length of time, or until the process ends.
  package func wait(_ duration: Duration) throws {
    let deadline = Instant.now + duration
    while termination == nil, Instant.now < deadline { _ = try next(until: deadline) }
  }

  /// Takes note of what has happened by now.
  package func catchUp() throws {
    while termination == nil {
      if case .time = try next(until: .now) { return }
    }
  }

  /// Ends the box, if it still lives.
  package func end() throws -> Termination {
    if let termination { return termination }
    subject.box?.kill()
    while true {
      if case .ended(let termination) = try next(until: nil) { return termination }
    }
  }

  /// The next event of the box, the end of the process among them.
  func next(until deadline: Instant?) throws -> Watch.Event {
    if let termination { return .ended(termination) }
    let event = try nextEvent(deadline)
    if case .message(.waiting(let handled)) = event { self.handled.add(handled) }
    guard let end = subject.end(in: event) else { return event }
    termination = end
    return .ended(end)
  }

  /// Sends it; false where the process has ended.
  private func isSent(_ step: SendStep) throws(SystemError) -> Bool {
    do throws(SystemError) {
      try subject.send(step.signal, from: step.origin)
      return true
    } catch {
      if error.errno == .noSuchProcess { return false }
      throw error
    }
  }

  private func notSent(_ step: SendStep) throws -> SendResult {
    let termination = try end()
    return SendResult(
      step: step, verdict: nil,
      reason: "not sent: \(subject.role == .pid1 ? "PID 1" : "it") had \(termination.past)",
      agrees: true)
  }
}

extension Termination {
  /// `exited 2` and `been killed by KILL`, behind "had".
  fileprivate var past: String {
    switch self {
    case .exited: "\(self)"
    case .killed: "been \(self)"
    }
  }
}
