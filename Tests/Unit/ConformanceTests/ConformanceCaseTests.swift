import Foundation
import SignalModel
import Testing

@testable import Conformance
@testable import Linux
@testable import Observation

/// What a worker says about a case, compared with the kernel's record.
struct ConformanceCaseTests {
  private let sent = Instant(nanoseconds: 1_000_000)
  private let target = Target(isInit: true)

  private func conformanceCase(
    _ signal: Signal, _ verdict: Verdict, to target: Target, pending: SignalSet? = nil
  ) -> ConformanceCase {
    let step = SendStep(signal, from: .host)
    let prediction = Rule.predict(signal, from: Sender(.host), to: target)
    let result = SendResult(step, to: target, prediction, verdict)
    let observation = SignalObservation(
      target: target, prediction: prediction, process: 7, threads: [7],
      sending: sent...(sent + .microseconds(50)), elapsed: .milliseconds(1), family: [],
      survivors: 0)
    return ConformanceCase(result, observation, pending: pending)
  }

  private func event(_ kind: SignalTrace.Event.Kind, _ signal: Signal, after time: Duration)
    -> SignalTrace.Event
  {
    .init(kind: kind, signal: signal, pid: 7, time: sent + time)
  }

  @Test func itArrivesUnchanged() throws {
    let original = conformanceCase(.term, .killed(.term), to: target)
    let copy = try JSONDecoder().decode(
      ConformanceCase.self, from: JSONEncoder().encode(original))
    #expect(copy.action == "TERM from host" && copy.process == 7)
    #expect(copy.difference == "observed killed by TERM, the rule says dropped")
    let events = [event(.generated(.ignored), .term, after: .zero)]
    #expect(copy.difference(from: events) == nil)
    #expect(copy.difference(from: []) == "signal_generate did not fire")
  }

  @Test func pendingSignalsAreCompared() {
    let pending = SignalSet([.term])
    #expect(
      conformanceCase(.term, .dropped, to: target, pending: pending).difference
        == "pending TERM, the rule says none")
    #expect(conformanceCase(.term, .dropped, to: target, pending: .empty).difference == nil)
  }

  @Test func theRecordIsCompared() {
    let dropped = conformanceCase(.term, .dropped, to: target)
    #expect(dropped.difference == nil)
    let queued = event(.generated(.delivered), .term, after: .zero)
    #expect(dropped.difference(from: [queued])?.contains("res=0") == true)
    let late = event(.generated(.ignored), .term, after: .microseconds(52))
    #expect(dropped.difference(from: [late]) == "signal_generate did not fire")
    let ignored = event(.generated(.ignored), .term, after: .microseconds(-1))
    let delivered = event(.delivered, .term, after: .microseconds(10))
    #expect(dropped.difference(from: [ignored]) == nil)
    #expect(dropped.difference(from: [ignored, delivered])?.contains("not delivered") == true)
    let killed = conformanceCase(.kill, .killed(.kill), to: target)
    let generated = event(.generated(.delivered), .kill, after: .zero)
    #expect(killed.difference(from: [generated]) == "signal_deliver did not fire for KILL")
  }

  @Test func theSameSeedMakesTheSameProcess() {
    let process = RandomProcess(seed: 3, index: 5)
    #expect(process.arguments == RandomProcess(seed: 3, index: 5).arguments)
    #expect(process.sends == RandomProcess(seed: 3, index: 5).sends)
    #expect((0..<20).contains { RandomProcess(seed: 3, index: $0).arguments != process.arguments })
  }
}
