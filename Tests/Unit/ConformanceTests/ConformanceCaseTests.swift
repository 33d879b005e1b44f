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
    _ signal: Signal, _ verdict: Verdict, to target: Target,
    _ seen: ConformanceCase.Sighting = .init()
  ) -> ConformanceCase {
    let step = SendStep(signal, from: .host)
    let prediction = Rule.predict(signal, from: Sender(.host), to: target)
    let result = SendResult(step, to: target, prediction, verdict)
    let observation = SignalObservation(
      target: target, prediction: prediction, process: 7, threads: [7],
      sending: sent...(sent + .microseconds(50)), elapsed: .milliseconds(1), family: [],
      survivors: 0)
    return ConformanceCase("\(signal.name) from host", result, observation, seen)
  }

  private func event(_ kind: SignalTrace.Event.Kind, _ signal: Signal, after time: Duration)
    -> SignalTrace.Event
  {
    .init(kind: kind, signal: signal, pid: 7, time: sent + time)
  }

  @Test func itArrivesUnchanged() throws {
    let original = conformanceCase(.term, .killed(.term), to: target)
    var copy = try JSONDecoder().decode(
      ConformanceCase.self, from: JSONEncoder().encode(original))
    #expect(copy.action == "TERM from host" && copy.tasks == [7])
    #expect(copy.difference == "observed killed by TERM, the rule says dropped")
    let events = [event(.generated(.ignored), .term, after: .zero)]
    #expect(copy.difference(from: events) == nil && copy.record?.generation == .ignored)
    #expect(copy.difference(from: []) == "signal_generate did not fire")
  }

  @Test func pendingSignalsAreCompared() {
    let pending = ConformanceCase.Sighting(pending: SignalSet([.term]))
    #expect(
      conformanceCase(.term, .dropped, to: target, pending).difference
        == "pending TERM, the rule says none")
    let none = ConformanceCase.Sighting(pending: .empty)
    #expect(conformanceCase(.term, .dropped, to: target, none).difference == nil)
  }

  /// What the process itself says of a signal.
  @Test func handlersAndWaitsAreCompared() {
    var caught = target
    caught.caught.insert(.term)
    func difference(_ target: Target, _ verdict: Verdict, handled: Int, accepted: Int) -> String? {
      conformanceCase(
        .term, verdict, to: target, .init(handled: handled, accepted: accepted)
      ).difference
    }
    #expect(difference(caught, .handled, handled: 1, accepted: 0) == nil)
    #expect(difference(caught, .handled, handled: 0, accepted: 0) != nil)
    #expect(difference(caught, .handled, handled: 0, accepted: 1) != nil)
    caught.awaited.insert(.term)
    #expect(difference(caught, .handled, handled: 0, accepted: 1) == nil)
    #expect(difference(target, .dropped, handled: 1, accepted: 0) != nil)
    // What nothing shows is no difference.
    let unknown = conformanceCase(.term, .unknown, to: target)
    #expect(unknown.difference == nil && unknown.isUnknown && unknown.record?.verdict == nil)
  }

  @Test func aRefusedCallAndAHiddenSignal() {
    var full = target
    full.queueIsFull = true
    #expect(conformanceCase(.term, .handled, to: full, .init(isHidden: true)).difference == nil)
    let refused = conformanceCase(.term, .dropped, to: full, .init(isRefused: true))
    #expect(refused.difference == "observed refused, the rule says dropped")
  }

  @Test func theRecordIsCompared() {
    var dropped = conformanceCase(.term, .dropped, to: target)
    #expect(dropped.difference == nil)
    let queued = event(.generated(.delivered), .term, after: .zero)
    #expect(dropped.difference(from: [queued])?.contains("res=0") == true)
    let late = event(.generated(.ignored), .term, after: .microseconds(52))
    #expect(dropped.difference(from: [late]) == "signal_generate did not fire")
    let ignored = event(.generated(.ignored), .term, after: .microseconds(-1))
    let delivered = event(.delivered, .term, after: .microseconds(10))
    #expect(dropped.difference(from: [ignored]) == nil)
    #expect(dropped.difference(from: [ignored, delivered])?.contains("not delivered") == true)
    var killed = conformanceCase(.kill, .killed(.kill), to: target)
    let generated = event(.generated(.delivered), .kill, after: .zero)
    #expect(killed.difference(from: [generated]) == "signal_deliver did not fire for KILL")
  }

  @Test func unblockedSignalsAreComparedInOrder() throws {
    let status = try #require(
      ProcessStatus(
        parsing: """
          Name:\tsubject\nState:\tS (sleeping)\nPPid:\t1\nNSpid:\t7\t1
          SigPnd:\t\(SignalSet([.term]).hex)\nShdPnd:\t\(SignalSet([.hup, .usr1]).hex)
          SigBlk:\t\(SignalSet([.term, .hup, .usr1]).hex)
          SigIgn:\t\(SignalSet([.usr1]).hex)\nSigCgt:\t\(SignalSet([.term]).hex)
          """))
    let unblocking = try #require(Unblocking(status))
    // PID 1 drops HUP.
    #expect(unblocking.delivered == [.term, .hup, .usr1])
    #expect(unblocking.outcome == .handled(SignalSet([.term])))
    let time = sent
    var done = ConformanceCase(unblocking, .handled(SignalSet([.term])), of: [7], at: time)
    #expect(done.difference == nil && done.action == "HUP USR1 TERM unblocked")
    let events = unblocking.delivered.map { event(.delivered, $0, after: .microseconds(3)) }
    #expect(done.difference(from: events) == nil)
    #expect(done.difference(from: events.reversed())?.contains("USR1 HUP TERM") == true)
  }

  @Test func theSameSeedMakesTheSameProcess() {
    let process = RandomProcess(seed: 3, index: 5)
    #expect("\(process)" == "\(RandomProcess(seed: 3, index: 5))")
    #expect(process.actions == RandomProcess(seed: 3, index: 5).actions)
    #expect((0..<20).contains { "\(RandomProcess(seed: 3, index: $0))" != "\(process)" })
  }

  /// Every kind of thread, sender and pending signal is made.
  @Test func thereIsSomethingOfEverything() {
    let processes = (0..<2000).map { RandomProcess(seed: 1, index: $0) }
    let subjects = processes.map(\.subject)
    let activities = Set(subjects.flatMap { $0.threads.map(\.activity) })
    #expect(activities == [.obeys, .sleeps, .waits, .reads, .suspends, .ends])
    #expect(Set(subjects.map(\.threads.count)) == [1, 2, 3, 4])
    #expect(subjects.contains { !$0.privatePending.isEmpty && !$0.sharedPending.isEmpty })
    #expect(subjects.contains { $0.queueIsFull })
    #expect(
      subjects.contains {
        $0.threads[0].activity == .waits
          && !$0.threads[0].set.subtracting($0.threads[0].blocked).isEmpty
      })
    var orders: Set<SignalSubject.Order> = []
    for case .order(let order, _) in processes.flatMap(\.actions) { orders.insert(order) }
    #expect(orders == Set(SignalSubject.Order.allCases).subtracting([.unblock]))
  }
}
