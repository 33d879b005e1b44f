import WorkerPool
import SignalModel
import Testing

@testable import Observation

/// When rule and observation agree, and what is said of it.
struct SendResultTests {
  private func result(
    _ verdict: Verdict, caught: [Signal] = [], blocked: [Signal] = [], isInit: Bool = true,
    state: Target.State = .live, _ signal: Signal = .term
  ) -> SendResult {
    var target = Target(isInit: isInit)
    target.caught = SignalSet(caught)
    target.blocked = SignalSet(blocked)
    target.state = state
    let prediction = Rule.predict(signal, from: Sender(.host), to: target)
    return SendResult(SendStep(signal, from: .host), to: target, prediction, verdict)
  }

  @Test func whatWasPredicted() {
    #expect(result(.dropped).agrees)
    #expect(result(.blocked, blocked: [.term]).agrees)
    #expect(
      result(.killed(.term), isInit: false).reason == "TERM has the default disposition: the process ends")
  }

  @Test func whatAHandlerMayDo() {
    let exited = result(.exited(3), caught: [.term])
    #expect(exited.agrees && exited.reason.hasSuffix("runs, and it ended with exit code 3"))
    #expect(result(.killed(.segv), caught: [.term]).reason.hasSuffix("it was killed by SEGV"))
    #expect(result(.stopped, caught: [.term]).reason.hasSuffix("it then stopped itself"))
    #expect(result(.exited(0), state: .stopped, .cont).reason.hasSuffix("ended with exit code 0"))
  }

  @Test func whatWasAccepted() {
    let accepted = result(.handled, blocked: [.term])
    #expect(accepted.agrees && accepted.wasAccepted)
    #expect(result(.exited(0), blocked: [.term]).wasAccepted)
    #expect(!result(.handled, caught: [.term]).wasAccepted)
  }

  /// A shell blocks all while it makes a child.
  @Test func whatWasBlockedForAMoment() {
    let killed = result(.killed(.term), blocked: [.term], isInit: false)
    #expect(killed.agrees && killed.reason.hasPrefix("TERM was blocked, and soon was not: "))
    let exited = result(.exited(1), caught: [.term], blocked: [.term])
    #expect(exited.agrees && exited.reason.hasSuffix("and it ended with exit code 1"))
    #expect(result(.dropped, blocked: [.term]).agrees)
    #expect(!result(.killed(.term), blocked: [.term]).agrees)
  }

  @Test(arguments: [Verdict.killed(.term), .stopped, .blocked, .continued])
  func whatIsAgainstTheRule(verdict: Verdict) {
    let result = result(verdict)
    #expect(!result.agrees)
    #expect(result.reason.hasPrefix("AGAINST THE RULE, which says dropped: TERM has the default"))
  }

  @Test func everyVerdictSurvivesItsWayThroughAPipe() {
    let verdicts: [Verdict] = [
      .handled, .ignored, .dropped, .blocked, .stopped, .continued, .refused, .exited(0),
      .exited(255), .killed(.kill), .killed(.term),
    ]
    for verdict in verdicts {
      var fields = Fields()
      fields.verdict = verdict
      #expect(Fields(fields.bytes).verdict == verdict)
    }
  }

  @Test func everyTargetDoesToo() {
    var target = Target(isInit: true)
    target.ignored = SignalSet([.hup])
    target.caught = SignalSet([.int])
    target.blocked = SignalSet([.quit])
    target.otherBlocked = [SignalSet([.usr1])]
    target.awaited = SignalSet([.usr2])
    target.otherAwaited = SignalSet([.winch])
    target.pending = SignalSet([.term])
    target.state = .stopped
    target.isTraced = true
    target.isGroupOrphaned = true
    var fields = Fields()
    fields.target = target
    #expect(Fields(fields.bytes).target == target)
  }
}
