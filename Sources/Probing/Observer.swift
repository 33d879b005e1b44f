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
  private let box: Box
  private let watch: Watch
  private let isScript: Bool
  /// How PID 1 ended, once it has.
  public private(set) var termination: Termination?

  private static let look = Duration.milliseconds(1)
  // Nanoseconds, as Quiet measures them.
  private static let isQuiet: Int64 = 50_000_000
  /// For a script that never makes a call that blocks, or waits in one of Lua's own.
  private static let scriptIsReady: Int64 = 2_000_000_000
  private static let busyIsReady: Int64 = 500_000_000
  /// By the clock: when PID 1 is taken as it is, and when an effect is no longer waited for.
  private static let readyIsOverdue: Int64 = 30_000_000_000
  private static let effectIsOverdue: Int64 = 10_000_000_000

  /// Observes a box.
  ///
  /// - Parameters:
  ///   - box: The box.
  ///   - watch: The watch it is attached to.
  ///   - isScript: Whether PID 1 reports over the seam.
  public init(_ box: Box, _ watch: Watch, isScript: Bool) {
    self.box = box
    self.watch = watch
    self.isScript = isScript
  }

  /// Waits until PID 1 is ready for signals; gives its status, or nil when it ended first.
  public func waitUntilReady() throws -> ProcessStatus? {
    var quiet = Quiet()
    let start = Instant.now
    var isWaiting = false
    while true {
      switch try next(until: .now + Self.look) {
      case .ended: return nil
      case .message(.waiting): isWaiting = true
      case .message, .readable, .time: break
      }
      guard let sample = Sample(of: box) else { continue }
      // The script says so just before the call; its children may still be at their start.
      if isWaiting, sample.isAtRest, sample.family.isEmpty { return sample.main }
      let duration = quiet.note(sample)
      let enough =
        isScript && !isWaiting
        ? Self.scriptIsReady : (sample.familyIsAtRest ? Self.isQuiet : Self.busyIsReady)
      let isOverdue = Instant.now.nanoseconds - start.nanoseconds > Self.readyIsOverdue
      if duration >= enough || isOverdue { return sample.main }
    }
  }

  /// Sends a signal and observes its effect.
  public func send(_ step: SendStep) throws -> SendResult {
    guard let before = Sample(of: box) else { return try notSent(step) }
    let prediction = Rule.predict(
      step.signal, from: step.origin, to: before.main, isInit: before.main.isNamespaceInit)
    do {
      try box.send(step.signal, from: step.origin)
    } catch let error where error.errno == .noSuchProcess {
      return try notSent(step)
    }
    let verdict = try observe(step.signal, prediction, before)
    return SendResult(step, prediction, verdict)
  }

  /// Waits for a length of time, or until PID 1 ends.
  public func wait(_ duration: Duration) throws {
    let deadline = Instant.now + duration
    while termination == nil, Instant.now < deadline { _ = try next(until: deadline) }
  }

  /// Ends the box, if it still lives.
  public func end() throws -> Termination {
    if let termination { return termination }
    box.kill()
    while true {
      if case .ended(let termination) = try next(until: nil) { return termination }
    }
  }

  private func observe(
    _ signal: Signal, _ prediction: Prediction, _ before: Sample
  ) throws -> Verdict {
    let sent = Instant.now
    var quiet = Quiet()
    var untouched = 0
    var wasHandled = false
    while true {
      switch try next(until: .now + Self.look) {
      case .ended(let termination): return Verdict(termination)
      case .message(.waiting(let handled)) where handled.contains(signal): wasHandled = true
      case .message, .readable, .time: break
      }
      guard let sample = Sample(of: box) else { continue }
      // Children may still be at what the handler has begun, and end PID 1 with their end.
      if wasHandled, before.family.isEmpty, sample.family.isEmpty { return .handled }
      if sample.main.state == .stopped, prediction.verdict == .stopped { return .stopped }
      if signal == .cont, before.main.state == .stopped, sample.main.state != .stopped {
        return .continued
      }
      // A sleeper that a signal reaches is awake before kill returns: one that slept on was not
      // reached. Two looks, for the count and the state are not read at one moment.
      if sample.isAtRest, before.isAtRest, sample.contextSwitches == before.contextSwitches,
        [.dropped, .ignored, .blocked].contains(prediction.verdict),
        sample.hasPending(signal) == (prediction.verdict == .blocked)
      {
        untouched += 1
        if untouched == 2 { return prediction.verdict }
      }
      let enough = sample.familyIsAtRest ? Self.isQuiet : Self.busyIsReady
      let isOver = quiet.note(sample) >= enough && !sample.isDelivering(signal)
      let mustEnd = if case .killed = prediction.verdict { true } else { false }
      let isOverdue = Instant.now.nanoseconds - sent.nanoseconds > Self.effectIsOverdue
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
    case .blocked, .killed, .exited, .stopped: return .ignored
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
    if case .ended(let termination) = event { self.termination = termination }
    return event
  }
}

extension SendResult {
  init(_ step: SendStep, _ prediction: Prediction, _ verdict: Verdict) {
    self.init(step: step, verdict: verdict, reason: prediction.reason, agrees: true)
    switch (prediction.verdict, verdict) {
    case (.handled, .exited(let code)):
      reason += ", and PID 1 ended with exit code \(code)"
    case (.handled, .killed(let signal)):
      reason += ", and PID 1 was killed by \(signal.name)"
    case (.dropped, .handled), (.ignored, .handled), (.blocked, .handled):
      reason = Self.acceptance(of: step.signal)
    case (.dropped, .exited(let code)), (.ignored, .exited(let code)),
      (.blocked, .exited(let code)):
      reason = Self.acceptance(of: step.signal) + ", and PID 1 ended with exit code \(code)"
    case (let predicted, let observed) where predicted != observed:
      agrees = false
      reason = "AGAINST THE RULE, which says \(predicted): \(prediction.reason)"
    default: break
    }
  }
}

extension SendResult {
  private static func acceptance(of signal: Signal) -> String {
    "\(signal.name) was accepted: PID 1 waits for it without a handler (as sigwait(3) and "
      + "signalfd(2) do), and such a signal is not thrown away"
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
