import Foundation
import SignalModel
import Testing

@testable import Linux
@testable import Observation
@testable import Probing

/// What a worker returns for a trial must arrive unchanged.
struct TrialResultTests {
  private func copy<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  private static let verdicts: [Verdict] = [
    .handled, .caught, .ignored, .dropped, .blocked, .stopped, .continued, .refused, .exited(0),
    .exited(255), .killed(.kill), .killed(.term),
  ]

  /// A process in which nothing has its default value.
  private static var target: Target {
    var target = Target(isInit: true)
    target.ignored = SignalSet([.hup])
    target.caught = SignalSet([.int])
    target.blocked = .full
    target.otherBlocked = [SignalSet([.usr1]), .empty]
    target.awaited = SignalSet([.usr2])
    target.otherAwaited = SignalSet([.winch])
    target.pending = SignalSet([.term])
    target.state = .stopped
    target.isTraced = true
    target.isGroupOrphaned = true
    target.isMachineInit = true
    target.queueIsFull = true
    return target
  }

  private static var allCases: [ProbeCase] {
    Probe(.init(program: .command([])), name: "program") { _, _ in fatalError() }.cases
  }

  @Test func everyCase() throws {
    #expect(Self.allCases.count == 256)
    for (index, probeCase) in Self.allCases.enumerated() {
      let verdict = Self.verdicts[index % Self.verdicts.count]
      let prediction = Rule.predict(
        probeCase.signal, from: Sender(probeCase.origin), to: Self.target)
      let step = SendStep(probeCase.signal, from: probeCase.origin)
      let observation = SignalObservation(
        target: Self.target, prediction: prediction, process: 7, threads: [7, 8],
        sending: Instant(nanoseconds: 5)...Instant(nanoseconds: 9), elapsed: .nanoseconds(1),
        family: [9, 10], survivors: 1)
      let result = SendResult(step, to: Self.target, prediction, verdict)
      let outcome = try #require(ProbeOutcome(probeCase, result, observation, nil))
      let window = Evidence.Window(
        probeCase, observation, until: Instant(nanoseconds: 1_000_000_000))
      guard
        case .observed(let outcomeCopy, let windowCopy) = try copy(
          TrialResult.observed(outcome, window))
      else {
        Issue.record("\(probeCase) is no outcome any more")
        continue
      }
      #expect(outcomeCopy == outcome && outcomeCopy.verdict == verdict)
      let events = [
        SignalTrace.Event(
          kind: .generated(.delivered), signal: probeCase.signal, pid: 7,
          time: Instant(nanoseconds: 7)),
        SignalTrace.Event(
          kind: .generated(.delivered), signal: probeCase.signal, pid: 9,
          time: Instant(nanoseconds: 100)),
      ]
      let byTask = Dictionary(grouping: events, by: \.pid)
      let evidence = try #require(window.evidence(byTask, prediction))
      #expect(windowCopy.evidence(byTask, prediction) == evidence && evidence.passedOn == 1)
    }
  }

  @Test func theOthers() throws {
    guard case .missed(let reason) = try copy(TrialResult.missed("exited \"0\"\n")) else {
      Issue.record("not missed")
      return
    }
    #expect(reason == "exited \"0\"\n")
    for care in [OrphanCare.reaps, .leavesZombies, .ends] {
      guard
        case .orphans(care, .seconds(2)) = try copy(TrialResult.orphans(care, after: .seconds(2)))
      else {
        Issue.record("not \(care)")
        return
      }
    }
  }

  @Test func everyStart() throws {
    let states: [StartupOutcome.State] =
      [.rests, .busy, .restless, .stopped] + Self.verdicts.map { .ended($0) }
    for state in states {
      let start = StartupOutcome(
        role: .ordinary, state: state, elapsed: .milliseconds(3), target: Self.target,
        name: "a b", executable: "dash", threads: 2, children: ["x\t", "信号"])
      let copy = try copy(start)
      #expect("\(copy)" == "\(start)" && copy.target == Self.target)
    }
  }

  /// A program that waits without a handler is known by the effect alone.
  @Test func anAcceptedSignalHasThePredictionForAWaitingProgram() throws {
    let target = Target(isInit: true)
    let prediction = Rule.predict(.term, from: Sender(.host), to: target)
    let observation = SignalObservation(
      target: target, prediction: prediction, process: 7, threads: [7],
      sending: Instant(nanoseconds: 5)...Instant(nanoseconds: 9), elapsed: .nanoseconds(1),
      family: [], survivors: 0)
    let result = SendResult(SendStep(.term, from: .host), to: target, prediction, .handled)
    let outcome = try #require(
      ProbeOutcome(ProbeCase(.term, from: .host, to: .pid1), result, observation, nil))
    #expect(prediction.verdict == .dropped && outcome.prediction.verdict == .handled)
    #expect(outcome.agrees && outcome.prediction.generation == .delivered)
  }
}
