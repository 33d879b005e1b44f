internal import Observation
internal import SignalModel
internal import Linux

extension Evidence {
  /// Where to find the signal of a trial in the kernel's record.
  struct Window: Codable {
    let probeCase: ProbeCase
    private let tasks: [Int32]
    private let family: [Int32]
    private let sending: ClosedRange<Instant>
    private let end: Instant

    init(_ probeCase: ProbeCase, _ observation: SignalObservation, until end: Instant) {
      self.probeCase = probeCase
      tasks = Set([observation.process] + observation.threads).sorted()
      family = observation.family
      sending = observation.sending.widenedForRecord
      self.end = max(sending.upperBound, end)
    }

    /// Returns the record of the signal; nil if the record does not contain it.
    func evidence(
      _ byTask: [Int32: [SignalTrace.Event]], _ prediction: Prediction?
    ) -> Evidence? {
      let signal = probeCase.signal
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
        disagreement =
          "signal_deliver did not fire, although the rule says that \(expected.name) is delivered"
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
