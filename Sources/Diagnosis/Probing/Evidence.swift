internal import WorkerPool
package import SignalModel
internal import Linux

/// The kernel's own record of one signal.
package struct Evidence: Hashable, Sendable {
  /// What signal_generate said, nil where there was no such event.
  package let generation: Prediction.Generation?
  /// The signal that signal_deliver named, nil where none was delivered meanwhile.
  package let delivered: Signal?
  /// Against what the rule says, if it is.
  package let disagreement: String?
  /// How many of the program's descendants the signal was sent to as well.
  package let passedOn: Int
  /// How many of them the kernel or the program killed then, as the end of PID 1 does.
  package let killedOff: Int
}

extension Evidence {
  /// Where in the kernel's record an experiment is found.
  struct Window {
    let cell: ProbeCase
    private let tasks: [Int32]
    private let family: [Int32]
    private let sending: ClosedRange<Instant>
    private let end: Instant

    init(_ cell: ProbeCase, _ fields: Fields) {
      self.cell = cell
      tasks = Set(fields[list: "tasks"].compactMap { Int32($0) }).sorted()
      family = fields[list: "family"].compactMap { Int32($0) }
      // The record counts in microseconds.
      let margin: Int64 = 1000
      let from = fields[number: "from"] - margin
      let to = max(from, fields[number: "to"] + margin)
      sending = Instant(nanoseconds: from)...Instant(nanoseconds: to)
      end = max(sending.upperBound, Instant(nanoseconds: fields[number: "until"]))
    }

    /// What the events of the target say of the signal; nil where they do not mention it.
    func evidence(
      _ byTask: [Int32: [SignalTrace.Event]], _ prediction: Prediction?
    ) -> Evidence? {
      let signal = cell.signal
      let events = tasks.flatMap { byTask[$0] ?? [] }
      let generated = events.first {
        $0.isGenerated && $0.signal == signal && sending.contains($0.time)
      }
      guard let generated, case .generated(let generation) = generated.kind else { return nil }
      let delivered = events.first {
        $0.kind == .delivered && [signal, .kill].contains($0.signal)
          && (generated.time...end).contains($0.time)
      }
      var disagreement: String?
      if let expected = prediction?.generation, !expected.agrees(with: generation) {
        disagreement =
          "signal_generate says res=\(generation.rawValue) (\(generation.word)), the rule "
          + "res=\(expected.rawValue) (\(expected.word))"
      } else if let expected = prediction?.delivered, delivered == nil {
        disagreement = "signal_deliver did not fire, the rule says it does for \(expected.name)"
      }
      func sentToFamily(_ signal: Signal) -> Int {
        family.count { child in
          byTask[child]?.contains {
            $0.isGenerated && $0.signal == signal && (generated.time...end).contains($0.time)
          } == true
        }
      }
      return Evidence(
        generation: generation, delivered: delivered?.signal, disagreement: disagreement,
        passedOn: sentToFamily(signal), killedOff: sentToFamily(.kill))
    }
  }
}

extension SignalTrace.Event {
  fileprivate var isGenerated: Bool { kind != .delivered }
}
