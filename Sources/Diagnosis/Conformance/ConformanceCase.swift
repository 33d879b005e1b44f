internal import Observation
internal import SignalModel
internal import Linux
internal import SystemPackage

/// A signal that was sent to a process of known masks, or unblocked by it, and what the rule says of
/// that.
struct ConformanceCase {
  /// What was done.
  let words: String
  /// Where effect and pending signals differ from the rule.
  let difference: String?
  /// The process.
  let pid: Int32
  private let signal: Signal?
  private let generation: Prediction.Generation?
  private let delivered: Signal?
  private let isUnblocked: Bool
  private let window: ClosedRange<Instant>
  private let end: Instant

  /// What a copy of sigbox tells of a signal that was sent.
  static func fields(
    _ step: SendStep, _ result: SendResult, _ seen: SignalObservation, _ pending: SignalSet?
  ) -> [String] {
    let prediction = seen.prediction
    var difference: [String] = []
    if let verdict = result.verdict, verdict != prediction.verdict {
      difference.append("observed \(verdict), the rule says \(prediction.verdict)")
    }
    if let pending, pending != prediction.pending {
      difference.append("pending \(pending), the rule says \(prediction.pending)")
    }
    return fields(
      "\(step.signal.name) from \(step.origin)", step.signal, prediction, difference,
      seen.process, isUnblocked: false, seen.sending)
  }

  /// The same of one that was unblocked.
  static func fields(
    _ what: String, _ signal: Signal, _ prediction: Prediction, _ difference: [String],
    _ pid: Int32, isUnblocked: Bool, _ window: ClosedRange<Instant>
  ) -> [String] {
    [
      what, difference.isEmpty ? "-" : difference.joined(separator: "; "), "\(pid)",
      "\(signal.number)", prediction.generation.map { "\($0.rawValue)" } ?? "-",
      prediction.delivered.map { "\($0.number)" } ?? "-", "\(isUnblocked)",
      "\(window.lowerBound.nanoseconds)", "\(window.upperBound.nanoseconds)",
      "\(Instant.now.nanoseconds)",
    ]
  }

  /// Reads that.
  init(_ box: String, _ fields: [String]) {
    func number(_ index: Int) -> Int64? { Int64(fields[index]) }
    words = "\(box): \(fields[0])"
    difference = fields[1] == "-" ? nil : fields[1]
    pid = Int32(number(2) ?? 0)
    signal = number(3).flatMap { Signal(number: Int32($0)) }
    generation = number(4).flatMap { Prediction.Generation(rawValue: Int($0)) }
    delivered = number(5).flatMap { Signal(number: Int32($0)) }
    isUnblocked = fields[6] == "true"
    // The record counts in microseconds.
    let from = (number(7) ?? 0) - 1000
    window =
      Instant(nanoseconds: from)...Instant(nanoseconds: max(from, (number(8) ?? 0) + 1000))
    end = Instant(nanoseconds: number(9) ?? 0)
  }

  /// Where the kernel's record differs from the rule.
  func difference(from events: [SignalTrace.Event]) -> String? {
    if !isUnblocked {
      let generated = events.first {
        $0.kind != .delivered && $0.signal == signal && window.contains($0.time)
      }
      guard case .generated(let result)? = generated?.kind else {
        return "signal_generate did not fire"
      }
      guard generation?.agrees(with: result) == true else {
        return "signal_generate res=\(result.rawValue) (\(result.word)), the rule says "
          + (generation.map { "res=\($0.rawValue) (\($0.word))" } ?? "none")
      }
    }
    let taken = events.filter {
      $0.kind == .delivered && $0.time >= window.lowerBound && $0.time <= end
    }.map(\.signal)
    if let delivered {
      return taken.contains(delivered) ? nil : "signal_deliver did not fire for \(delivered.name)"
    }
    guard let signal, taken.contains(signal) else { return nil }
    return "signal_deliver fired for \(signal.name), the rule says it is not delivered"
  }
}

extension Observer {
  /// What is pending for the process; nil once it has ended.
  var pending: SignalSet? { termination == nil ? status?.sharedPending : nil }

  /// A pending signal that the process blocks, where it is the only one, and what becomes of it once
  /// it is unblocked.
  var unblockable: (Signal, Prediction)? {
    guard termination == nil, let status, status.state != .stopped else { return nil }
    let blocked = status.sharedPending.signals
    guard blocked.count == 1, status.blocked.contains(blocked[0]) else { return nil }
    var target = Target(status)
    target.isGroupOrphaned = false
    return (blocked[0], Rule.predictUnblocked(blocked[0], by: target))
  }

  /// Has the process unblock a signal, and compares what happens with the rule.
  func unblock(
    _ signal: Signal, _ prediction: Prediction, through input: FileDescriptor
  ) throws -> [String] {
    let begin = Instant.now
    let pid = process.pid
    try FileContents.write("\(signal.number)\n", to: input)
    let verdict = try waitForUnblocking(signal, prediction)
    var difference: [String] = []
    if verdict != prediction.verdict {
      difference.append("observed \(verdict), the rule says \(prediction.verdict)")
    }
    return ConformanceCase.fields(
      "\(signal.name) unblocked", signal, prediction, difference, pid, isUnblocked: true,
      begin...begin)
  }
}
