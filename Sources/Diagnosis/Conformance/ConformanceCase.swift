internal import Observation
internal import SignalModel
internal import Linux

/// A signal that was sent to a process with known masks, or unblocked by it, compared with the rule.
struct ConformanceCase: Codable {
  /// What was done: `TERM from inside`, `TERM unblocked`.
  let action: String
  /// How verdict and pending signals differ from the rule; nil if they do not.
  let difference: String?
  let process: Int32
  private let signal: Signal
  private let prediction: Prediction
  private let isUnblocked: Bool
  /// When the signal was sent or unblocked, for the kernel's record.
  private let window: ClosedRange<Instant>
  /// When the effect was complete.
  private let end: Instant

  /// A signal that was sent.
  init(_ result: SendResult, _ observation: SignalObservation, pending: SignalSet?) {
    signal = result.step.signal
    action = "\(signal.name) from \(result.step.origin)"
    prediction = observation.prediction
    difference = Self.difference(prediction, result.verdict, pending)
    process = observation.process
    isUnblocked = false
    window = observation.sending.widenedForRecord
    end = .now
  }

  /// A pending signal that the process unblocked.
  init(
    unblocked signal: Signal, _ prediction: Prediction, _ verdict: Verdict, of process: Int32,
    at time: Instant
  ) {
    self.signal = signal
    action = "\(signal.name) unblocked"
    self.prediction = prediction
    difference = Self.difference(prediction, verdict, nil)
    self.process = process
    isUnblocked = true
    window = (time...time).widenedForRecord
    end = .now
  }

  private static func difference(
    _ prediction: Prediction, _ verdict: Verdict?, _ pending: SignalSet?
  ) -> String? {
    var differences: [String] = []
    if let verdict, verdict != prediction.verdict {
      differences.append(
        "observed \(text(of: verdict)), the rule says \(text(of: prediction.verdict))")
    }
    if let pending, pending != prediction.pending {
      differences.append("pending \(pending), the rule says \(prediction.pending)")
    }
    return differences.isEmpty ? nil : differences.joined(separator: "; ")
  }

  private static func text(of verdict: Verdict) -> String {
    if case .killed(let signal) = verdict { "killed by \(signal.name)" } else { "\(verdict)" }
  }

  /// How the kernel's record of the process differs from the rule; nil if it does not.
  func difference(from events: [SignalTrace.Event]) -> String? {
    if !isUnblocked {
      let generated = events.first {
        $0.kind != .delivered && $0.signal == signal && window.contains($0.time)
      }
      guard case .generated(let result)? = generated?.kind else {
        return "signal_generate did not fire"
      }
      guard prediction.generation?.agrees(with: result) == true else {
        return "signal_generate res=\(result.rawValue) (\(result.word)), the rule says "
          + (prediction.generation.map { "res=\($0.rawValue) (\($0.word))" } ?? "none")
      }
    }
    let taken = events.filter {
      $0.kind == .delivered && $0.time >= window.lowerBound && $0.time <= end
    }.map(\.signal)
    if let delivered = prediction.delivered {
      return taken.contains(delivered) ? nil : "signal_deliver did not fire for \(delivered.name)"
    }
    return taken.contains(signal)
      ? "signal_deliver fired for \(signal.name), the rule says it is not delivered" : nil
  }
}
