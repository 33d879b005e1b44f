import BoxHost
import BoxProtocol
import Linux
import SignalModel
import Testing

@testable import Observation

/// Which verdict follows from events and snapshots.
struct VerdictDecisionTests {
  private func snapshot(
    state: String = "S", blocked: [Signal] = [], pending: [Signal] = [], caught: [Signal] = [],
    switches: Int = 1, family: [Int32] = [], awaited: [Signal]? = nil, readable: [Signal] = [],
    privatePending: [Signal] = []
  ) throws -> ProcSnapshot {
    let text = """
      Name:\tprogram\nState:\t\(state) (x)\nPid:\t9\nPPid:\t1\nThreads:\t1\nNSpid:\t9\t1
      SigPnd:\t\(SignalSet(privatePending).hex)\nShdPnd:\t\(SignalSet(pending).hex)
      SigBlk:\t\(SignalSet(blocked).hex)\nSigIgn:\t0000000000000000
      SigCgt:\t\(SignalSet(caught).hex)\nvoluntary_ctxt_switches:\t\(switches)
      """
    let status = try #require(ProcessStatus(parsing: text))
    return ProcSnapshot(
      status, threads: [status], family: family,
      waiters: awaited.map { $0.isEmpty ? [:] : [9: SignalSet($0)] }, readable: SignalSet(readable))
  }

  private func prediction(_ signal: Signal, _ before: ProcSnapshot) -> Prediction {
    Rule.predict(signal, from: Sender(.host), to: before.target)
  }

  private func decision(_ signal: Signal, _ before: ProcSnapshot) -> VerdictDecision {
    VerdictDecision(signal, prediction(signal, before), before: before)
  }

  private func handled(_ signal: Signal) -> Watch.Event {
    var counts = SignalCounts()
    counts.add(signal, 1)
    return .message(.waiting(handled: counts))
  }

  @Test func theEndOfTheProcess() throws {
    var decision = decision(.term, try snapshot(caught: [.term]))
    #expect(decision.note(.time) == nil && decision.note(.message(.started)) == nil)
    #expect(decision.note(.ended(.exited(3))) == .exited(3))
    #expect(decision.note(.ended(.killed(.segv, core: true))) == .killed(.segv))
  }

  @Test func aScriptThatReportsItsHandler() throws {
    let before = try snapshot(caught: [.term])
    var decision = decision(.term, before)
    let after = try snapshot(caught: [.term], switches: 2)
    #expect(decision.early(after) == nil)
    _ = decision.note(handled(.int))
    #expect(decision.early(after) == nil)
    _ = decision.note(handled(.term))
    #expect(decision.early(after) == .handled)
  }

  /// A script says that it has handled what the kernel shows it cannot have handled.
  @Test func aClaimAgainstTheKernel() throws {
    func verdict(_ before: ProcSnapshot, _ after: ProcSnapshot) -> [Verdict?] {
      var decision = decision(.term, before)
      _ = decision.note(handled(.term))
      return [
        decision.early(after), decision.conclude(after, reportsHandlers: true) { after },
      ]
    }
    // The honest case.
    let caught = try snapshot(caught: [.term], awaited: [])
    #expect(verdict(caught, try snapshot(caught: [.term], switches: 2)) == [.handled, .handled])
    let blocked = try snapshot(blocked: [.term], awaited: [])
    #expect(verdict(blocked, try snapshot(blocked: [.term], switches: 2)) == [.handled, .handled])
    // At its default and unblocked: dropped, whether or not it was caught afterwards.
    let plain = try snapshot(awaited: [])
    #expect(verdict(plain, try snapshot(switches: 2)) == [nil, .dropped])
    #expect(verdict(plain, try snapshot(caught: [.term], switches: 2)) == [nil, .dropped])
    // Still pending.
    let pending = try snapshot(blocked: [.term], pending: [.term], switches: 2)
    #expect(verdict(blocked, pending) == [nil, .blocked])
  }

  @Test func onlyWhatCanBeHandledIsCounted() throws {
    var claims = HandledClaims()
    var claim = SignalCounts()
    claim.add(.term, 2)
    claim.add(.usr1, 3)
    #expect(claims.confirmed(claim).isEmpty)
    claims.note(try snapshot(caught: [.usr1]).target)
    #expect(claims.confirmed(claim).signals == [.usr1])
    #expect(!claims.allows(SignalSet(claim.signals)) && claims.allows(SignalSet([.usr1])))
    // What it was seen to catch once still counts.
    claims.note(try snapshot(blocked: [.term]).target)
    #expect(claims.confirmed(claim) == claim)
  }

  @Test func aHandlerThatStartedAChildIsNotCompleteAtOnce() throws {
    var decision = decision(.term, try snapshot(caught: [.term]))
    _ = decision.note(handled(.term))
    let now = try snapshot(caught: [.term], switches: 2, family: [7])
    #expect(decision.early(now) == nil)
    #expect(decision.conclude(now, reportsHandlers: true) { nil } == .handled)
  }

  @Test func aHandlerThatHasNotRunYet() throws {
    let before = try snapshot(caught: [.term])
    var waiting = decision(.term, before)
    let now = try snapshot(caught: [.term], switches: 2)
    #expect(waiting.conclude(now, reportsHandlers: true) { nil } == .caught)
    #expect(waiting.conclude(now, reportsHandlers: false) { nil } == .handled)
    _ = waiting.note(.message(.began(.term)))
    #expect(waiting.conclude(now, reportsHandlers: true) { nil } == .handled)
  }

  @Test func aSleeperThatWasNotReachedTwice() throws {
    let before = try snapshot()
    var decision = decision(.term, before)
    #expect(decision.early(before) == nil)
    #expect(decision.early(before) == .dropped)
  }

  /// What it waits for could not be read.
  @Test func aSleeperThatWoke() throws {
    let before = try snapshot()
    var decision = decision(.term, before)
    let now = try snapshot(switches: 2)
    #expect(decision.early(now) == nil && decision.early(now) == nil)
    #expect(decision.conclude(now, reportsHandlers: false) { nil } == .unknown)
    let known = try snapshot(awaited: [])
    #expect(self.decision(.term, known).conclude(now, reportsHandlers: false) { nil } == .dropped)
  }

  /// A wait accepts a signal only if the kernel has woken the thread for it.
  @Test func aWait() throws {
    let before = try snapshot(awaited: [.term])
    let decision = decision(.term, before)
    let slept = try snapshot(awaited: [.term])
    #expect(decision.conclude(slept, reportsHandlers: false) { slept } == .dropped)
    let woke = try snapshot(switches: 2, awaited: [.term])
    #expect(decision.conclude(woke, reportsHandlers: false) { woke } == .handled)
  }

  @Test func aBlockedSignalStaysPending() throws {
    let before = try snapshot(blocked: [.term])
    var decision = decision(.term, before)
    let now = try snapshot(blocked: [.term], pending: [.term])
    #expect(decision.early(now) == nil && decision.early(now) == .blocked)
    #expect(decision.conclude(now, reportsHandlers: false) { nil } == .blocked)
  }

  @Test func aBlockedSignalThatIsGone() throws {
    let before = try snapshot(blocked: [.term], switches: 1)
    let decision = decision(.term, before)
    let still = try snapshot(blocked: [.term], switches: 2)
    #expect(decision.conclude(still, reportsHandlers: false) { still } == .unknown)
    #expect(decision.conclude(still, reportsHandlers: false) { nil } == .unknown)
    let reading = try snapshot(blocked: [.term], switches: 2, readable: [.term])
    #expect(decision.conclude(still, reportsHandlers: false) { reading } == .handled)
    let waiting = try snapshot(blocked: [.term], switches: 2, awaited: [.term])
    #expect(decision.conclude(still, reportsHandlers: false) { waiting } == .handled)
    let unblocked = try snapshot(switches: 2)
    #expect(decision.conclude(unblocked, reportsHandlers: false) { unblocked } == .dropped)
    let caught = try snapshot(caught: [.term], switches: 2)
    #expect(decision.conclude(caught, reportsHandlers: false) { caught } == .handled)
  }

  @Test func stoppingAndContinuing() throws {
    var stop = decision(.stop, try snapshot())
    #expect(stop.early(try snapshot(state: "T", switches: 2)) == .stopped)
    var cont = decision(.cont, try snapshot(state: "T"))
    let running = try snapshot(switches: 2)
    #expect(cont.early(running) == nil)
    #expect(cont.conclude(running, reportsHandlers: false) { nil } == .continued)
  }

  /// A promised end that does not come is not reported as an end.
  @Test func anEndThatDidNotCome() throws {
    let before = try snapshot()
    let decision = decision(.kill, before)
    #expect(decision.conclude(before, reportsHandlers: false) { nil } == .ignored)
    #expect(
      decision.conclude(try snapshot(pending: [.kill]), reportsHandlers: false) { nil }
        == .blocked)
  }

  /// A signal that only the main thread has pending is another one.
  @Test func aPrivateSignalOfTheSameKind() throws {
    let before = try snapshot(caught: [.term], privatePending: [.term])
    let now = try snapshot(caught: [.term], switches: 2, privatePending: [.term])
    let decision = decision(.term, before)
    #expect(decision.conclude(now, reportsHandlers: false) { nil } == .handled)
  }
}
