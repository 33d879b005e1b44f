internal import Observation
internal import SignalModel
internal import Linux

/// Something that was done to a process with a known state, compared with the rule.
struct ConformanceCase: Codable {
  /// What was done: `TERM from inside`, `TERM by timer`, `HUP TERM unblocked`.
  let action: String
  /// How the rule differs from the verdict, the pending signals and what the process got; nil if it
  /// does not.
  let difference: String?
  /// Whether nothing showed what became of the signal.
  let isUnknown: Bool
  /// What was seen of a signal that was sent.
  private(set) var record: ConformanceRecord?
  /// The ids of the threads.
  let tasks: [Int32]
  /// The signal that was sent; nil if signals were unblocked.
  private let sent: Signal?
  /// The predicted result of signal_generate.
  private let predicted: Prediction.Generation?
  /// What signal_deliver must report.
  private let delivered: [Signal]
  /// Whether it must report all of these, in this order, and no other signal.
  private let isComplete: Bool
  /// When the signal was sent or unblocked, for the kernel's record.
  private let window: ClosedRange<Instant>
  /// When the effect was complete.
  private let end: Instant

  /// A signal that was sent.
  ///
  /// - Parameters:
  ///   - action: What was done.
  ///   - result: What was observed; a call that failed with EAGAIN is refused.
  ///   - observation: The process around the signal.
  ///   - seen: What else was seen.
  init(
    _ action: String, _ result: SendResult, _ observation: SignalObservation, _ seen: Sighting
  ) {
    let prediction = observation.prediction
    let signal = result.step.signal
    let verdict = seen.isRefused ? .refused : seen.isHidden ? nil : result.verdict
    self.action = action
    isUnknown = verdict == .unknown
    difference = Self.difference(prediction, verdict, seen, signal)
    tasks = Set([observation.process] + observation.threads).sorted()
    sent = signal
    predicted = prediction.generation
    delivered = prediction.delivered.map { [$0] } ?? []
    isComplete = false
    record = ConformanceRecord(
      signal: signal.number, origin: result.step.origin, sendsValue: seen.sendsValue,
      target: observation.target, verdict: verdict == .unknown ? nil : verdict,
      pending: seen.pending, isHandled: seen.handled > 0, isAccepted: seen.accepted > 0)
    window =
      (observation.sending.lowerBound...(seen.isLate ? .now : observation.sending.upperBound))
      .widenedForRecord
    end = .now
  }

  /// Pending signals that the process unblocked.
  ///
  /// - Parameters:
  ///   - unblocking: What the rule says.
  ///   - seen: What was seen.
  ///   - tasks: The ids of the threads.
  ///   - begin: When it was told to unblock them.
  init(_ unblocking: Unblocking, _ seen: Unblocking.Outcome, of tasks: [Int32], at begin: Instant) {
    action = "\(unblocking.signals) unblocked"
    difference =
      seen == unblocking.outcome
      ? nil : "observed \(seen), the rule says \(unblocking.outcome)"
    isUnknown = false
    self.tasks = tasks
    sent = nil
    predicted = nil
    delivered = unblocking.delivered
    isComplete = true
    window = (begin...begin).widenedForRecord
    end = .now
  }

  /// What was seen of a signal beside the verdict.
  struct Sighting {
    /// The signals that are pending afterwards; nil if the process has ended.
    var pending: SignalSet?
    /// How often a handler ran for the signal.
    var handled = 0
    /// How often a wait or a read returned it.
    var accepted = 0
    /// Whether the siginfo was not that of kill(2).
    var sendsValue = false
    /// Whether the call failed with EAGAIN.
    var isRefused = false
    /// Whether the thread had the signal pending before, so that a second one cannot be seen.
    var isHidden = false
    /// Whether the signal may have been sent after the call.
    var isLate = false
  }

  private static func difference(
    _ prediction: Prediction, _ verdict: Verdict?, _ seen: Sighting, _ signal: Signal
  ) -> String? {
    var differences: [String] = []
    if let verdict, verdict != prediction.verdict, verdict != .unknown {
      differences.append(
        "observed \(text(of: verdict)), the rule says \(text(of: prediction.verdict))")
    }
    if let pending = seen.pending, pending != prediction.pending {
      differences.append("pending \(pending), the rule says \(prediction.pending)")
    }
    // After CONT, handlers of signals that were kept run as well.
    let isAccepted = prediction.decidedBy == "dequeue_signal"
    let isHandled = prediction.verdict == .handled && !isAccepted
    if prediction.verdict != .continued,
      (seen.handled > 0) != isHandled || (seen.accepted > 0) != isAccepted
    {
      differences.append(
        "\(signal.name) was handled \(seen.handled) and accepted \(seen.accepted) times, the rule "
          + "says \(text(of: prediction.verdict)) (\(prediction.decidedBy))")
    }
    return differences.isEmpty ? nil : differences.joined(separator: "; ")
  }

  static func text(of verdict: Verdict) -> String {
    if case .killed(let signal) = verdict { "killed by \(signal.name)" } else { "\(verdict)" }
  }

  /// Compares the kernel's record of the process.
  ///
  /// - Parameter events: The record, in order of time.
  /// - Returns: How it differs from the rule; nil if it does not.
  mutating func difference(from events: [SignalTrace.Event]) -> String? {
    if let sent {
      let generated = events.first {
        $0.kind != .delivered && $0.signal == sent && window.contains($0.time)
      }
      guard case .generated(let result)? = generated?.kind else {
        return "signal_generate did not fire"
      }
      record?.generation = result
      guard predicted?.agrees(with: result) == true else {
        return "signal_generate res=\(result.rawValue) (\(result.word)), the rule says "
          + (predicted.map { "res=\($0.rawValue) (\($0.word))" } ?? "none")
      }
    }
    let taken = events.filter {
      $0.kind == .delivered && $0.time >= window.lowerBound && $0.time <= end
    }.map(\.signal)
    if isComplete {
      // Real-time signals may be queued several times. Threads that end take KILL.
      var order: [Signal] = []
      for signal in taken where signal != .kill && !order.contains(signal) { order.append(signal) }
      return order == delivered
        ? nil : "signal_deliver fired for \(names(order)), the rule says \(names(delivered))"
    }
    if let delivered = delivered.first {
      return taken.contains(delivered) ? nil : "signal_deliver did not fire for \(delivered.name)"
    }
    guard let sent, taken.contains(sent) else { return nil }
    return "signal_deliver fired for \(sent.name), the rule says it is not delivered"
  }

  private func names(_ signals: [Signal]) -> String {
    signals.isEmpty ? "none" : signals.map(\.name).joined(separator: " ")
  }
}
