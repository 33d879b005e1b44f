internal import BoxProtocol
public import Boxes
public import Signals
internal import SystemCalls
internal import SystemPackage

/// Watches what happens to PID 1, and tells when it is ready and what a signal did.
///
/// A script says itself when it waits and what it handled. Of a program /proc tells: it is ready
/// when it rests and has not changed for a while, and a signal's effect is over likewise.
public final class Observer {
  let subject: Subject
  private let watch: Watch
  private let isScript: Bool
  /// How the process ended, once it has.
  public private(set) var termination: Termination?
  /// How often a script has handled each signal, as far as it has said so.
  public private(set) var handled = SignalCounts()
  /// Whether the process rested when it was ready, with all its descendants.
  private(set) var isAtRest = true

  let patience: Patience

  /// How long is long enough.
  public struct Patience: Sendable {
    /// For processes that rest, by the clock.
    var quiet = Duration.milliseconds(50)
    /// For processes that never rest, by the processor time that they got: until they are ready, and
    /// after a signal.
    var busyAtStart = Duration.milliseconds(500)
    var busy = Duration.milliseconds(500)
    /// For a script that never makes a call that blocks, or waits in one of Lua's own.
    var script = Duration.seconds(2)
    /// By the clock: when a program is taken as it is.
    var ready = Duration.seconds(30)
    /// By the clock: when an effect is no longer waited for.
    var effect = Duration.seconds(10)

    /// By the clock: when a zombie will not be reaped any more.
    var zombie = Duration.milliseconds(300)

    /// The patience of a single observation.
    public init() {}
  }

  /// Observes a process of a box.
  ///
  /// - Parameters:
  ///   - subject: The process.
  ///   - watch: The watch that the box is attached to.
  ///   - isScript: Whether it is a script, which reports over the seam.
  ///   - patience: How long is long enough.
  public init(
    _ subject: Subject, _ watch: Watch, isScript: Bool, patience: Patience = Patience()
  ) {
    self.patience = patience
    self.subject = subject
    self.watch = watch
    self.isScript = isScript
  }

  /// Waits until the process is ready for signals; gives its status, or nil when it ended first.
  public func waitUntilReady() throws -> ProcessStatus? {
    var quiet = Quiet()
    var pace = Pace()
    let start = Instant.now
    var isWaiting = false
    while true {
      switch try next(until: pace.next) {
      case .ended: return nil
      case .message(.waiting): isWaiting = true
      case .message, .readable, .time: break
      }
      guard let sample = Sample(of: subject.process.pid) else { continue }
      // The script says so just before the call; its children may still be at their start.
      if isWaiting, sample.isAtRest, sample.family.isEmpty { return sample.main }
      let duration = quiet.note(sample)
      if duration == .zero { pace = Pace() }
      let enough =
        isScript && !isWaiting
        ? patience.script : (sample.familyIsAtRest ? patience.quiet : patience.busyAtStart)
      if duration >= enough || Instant.now - start > patience.ready {
        isAtRest = sample.familyIsAtRest
        return sample.main
      }
    }
  }

  /// Sends a signal and observes its effect.
  public func send(_ step: SendStep) throws -> SendResult {
    guard let before = Sample(of: subject.process.pid) else { return try notSent(step) }
    var target = before.target
    if Signal.jobControl.contains(step.signal) {
      target.isGroupOrphaned = ProcFiles.isGroupOrphaned(of: subject.process.pid)
    }
    if before.isAtRest { target.awaited = ProcFiles.awaitedSignals(of: subject.process.pid) }
    let prediction = Rule.predict(step.signal, from: Sender(step.origin), to: target)
    let sent = Instant.now
    guard try isSent(step) else { return try notSent(step) }
    let wasSent = Instant.now
    let verdict = try observe(step.signal, prediction, before)
    var result = SendResult(step, prediction, verdict)
    result.observation = .init(
      target: target, prediction: prediction, process: subject.process.pid,
      threads: before.threads, sending: sent...wasSent, elapsed: Instant.now - wasSent,
      family: before.family,
      survivors: before.family.count { ProcFiles.status(of: $0)?.isLive == true })
    return result
  }

  var process: ProcessDescriptor { subject.process }

  /// What /proc says of the process, nil when it has ended.
  var status: ProcessStatus? { ProcFiles.status(of: subject.process.pid) }

  /// What becomes of a pending signal that a script has just been told to unblock.
  func waitForUnblocking(_ signal: Signal, _ prediction: Prediction) throws -> Verdict {
    let begin = Instant.now
    while true {
      switch try next(until: .now + .milliseconds(1)) {
      case .ended(let termination): return Verdict(termination)
      case .message(.waiting(let handled)) where handled.contains(signal): return .handled
      default: break
      }
      let isOverdue = Instant.now - begin > patience.effect
      guard let sample = Sample(of: subject.process.pid) else { continue }
      if sample.main.state == .stopped { return .stopped }
      let isOver = sample.isAtRest && !sample.main.blocked.contains(signal)
      let isQuiet = ![.handled, .stopped, .killed(signal)].contains(prediction.verdict)
      guard isOver && isQuiet || isOverdue else { continue }
      if sample.hasPending(signal) { return .blocked }
      return prediction.verdict == .dropped ? .dropped : .ignored
    }
  }

  /// Waits for a length of time, or until PID 1 ends.
  public func wait(_ duration: Duration) throws {
    let deadline = Instant.now + duration
    while termination == nil, Instant.now < deadline { _ = try next(until: deadline) }
  }

  /// Takes note of what has happened by now.
  public func catchUp() throws {
    while termination == nil {
      if case .time = try next(until: .now) { return }
    }
  }

  /// Ends the box, if it still lives.
  public func end() throws -> Termination {
    if let termination { return termination }
    subject.box.kill()
    while true {
      if case .ended(let termination) = try next(until: nil) { return termination }
    }
  }

  private func observe(
    _ signal: Signal, _ prediction: Prediction, _ before: Sample
  ) throws -> Verdict {
    let sent = Instant.now
    var quiet = Quiet()
    var pace = Pace()
    var untouched = 0
    var wasHandled = false
    while true {
      switch try next(until: pace.next) {
      case .ended(let termination): return Verdict(termination)
      case .message(.waiting(let handled)) where handled.contains(signal): wasHandled = true
      case .message, .readable, .time: break
      }
      guard let sample = Sample(of: subject.process.pid) else { continue }
      if prediction.verdict == .continued, sample.main.state != .stopped {
        return .continued
      }
      // Children may still be at what the handler has begun, and end PID 1 with their end.
      if wasHandled, before.family.isEmpty, sample.family.isEmpty { return .handled }
      if sample.main.state == .stopped, prediction.verdict == .stopped { return .stopped }
      // A sleeper that a signal reaches is awake before kill returns: one that slept on was not
      // reached. Two looks, for the count and the state are not read at one moment.
      if sample.isAtRest, before.isAtRest, sample.contextSwitches == before.contextSwitches,
        [.dropped, .ignored, .blocked].contains(prediction.verdict),
        sample.hasPending(signal) == (prediction.verdict == .blocked)
      {
        untouched += 1
        if untouched == 2 { return prediction.verdict }
      }
      let duration = quiet.note(sample)
      if duration == .zero { pace = Pace() }
      let enough = sample.familyIsAtRest ? patience.quiet : patience.busy
      let isOver = duration >= enough && !sample.isDelivering(signal)
      let mustEnd = if case .killed = prediction.verdict { true } else { false }
      let isOverdue = Instant.now - sent > patience.effect
      guard isOver && !mustEnd || isOverdue else { continue }
      if wasHandled { return .handled }
      return Self.survived(signal, prediction, sample, since: before)
    }
  }

  /// The verdict about a process that lives and is quiet.
  private static func survived(
    _ signal: Signal, _ prediction: Prediction, _ sample: Sample, since before: Sample
  ) -> Verdict {
    if sample.hasPending(signal) { return .blocked }
    // What was blocked and is pending no longer was accepted. So was what woke a sleeper that does
    // not catch it: during sigtimedwait(2) the kernel shows the awaited signals as not blocked.
    if prediction.verdict == .blocked, before.main.state != .stopped { return .handled }
    if before.isAtRest, before.main.threads == 1,
      sample.contextSwitches != before.contextSwitches,
      [.dropped, .ignored].contains(prediction.verdict)
    {
      return .handled
    }
    if sample.main.state == .stopped { return .stopped }
    switch prediction.verdict {
    case .handled, .dropped, .ignored, .continued: return prediction.verdict
    case .blocked, .killed, .exited, .stopped, .refused: return .ignored
    }
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
      step: step, verdict: nil, reason: "not sent, for PID 1 had \(termination.past)", agrees: true)
  }

  private func next(until deadline: Instant?) throws -> Watch.Event {
    if let termination { return .ended(termination) }
    let event = try watch.next(until: deadline)
    if case .message(.waiting(let handled)) = event { self.handled.add(handled) }
    guard let end = subject.end(in: event) else { return event }
    termination = end
    return .ended(end)
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
