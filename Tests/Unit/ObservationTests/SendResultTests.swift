import Linux
import SignalModel
import Testing

@testable import Observation

/// Whether prediction and observation agree, and why.
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
      "\(result(.killed(.term), isInit: false).reason)"
        == "TERM has the default disposition: the process ends")
  }

  @Test func whatAHandlerMayDo() {
    let exited = result(.exited(3), caught: [.term])
    #expect(exited.agrees && "\(exited.reason)".hasSuffix("runs, and it ended with exit code 3"))
    let killed = result(.killed(.segv), caught: [.term])
    #expect("\(killed.reason)".hasSuffix("it was killed by SEGV"))
    let stopped = result(.stopped, caught: [.term])
    #expect("\(stopped.reason)".hasSuffix("it then stopped itself"))
    let continued = result(.exited(0), state: .stopped, .cont)
    #expect("\(continued.reason)".hasSuffix("ended with exit code 0"))
  }

  @Test func whatWasAccepted() {
    let accepted = result(.handled, blocked: [.term])
    #expect(accepted.agrees && accepted.wasAccepted)
    #expect(result(.exited(0), blocked: [.term]).wasAccepted)
    #expect(!result(.handled, caught: [.term]).wasAccepted)
  }

  /// What a wait does not keep is no contradiction.
  @Test func whatAWaitDoesNotKeep() throws {
    var target = Target(isInit: true)
    target.awaited = SignalSet([.term])
    let step = SendStep(.term, from: .host)
    func result(_ verdict: Verdict) -> SendResult {
      let prediction = Rule.predict(.term, from: Sender(.host), to: target)
      return SendResult(step, to: target, prediction, verdict)
    }
    let dropped = result(.dropped)
    #expect(dropped.agrees && "\(dropped.reason)".hasPrefix("a wait (sigtimedwait) keeps only"))
    #expect(dropped.unblockedWait?.generation == .ignored)
    target.isInit = false
    #expect(result(.killed(.term)).agrees && result(.killed(.term)).unblockedWait != nil)
    #expect(!result(.dropped).agrees)
    #expect(result(.handled).unblockedWait == nil)
  }

  @Test func anExitForAnotherReason() {
    let exited = result(.exited(0))
    #expect(exited.agrees && !exited.wasAccepted)
    #expect("\(exited.reason)".hasPrefix("nothing shows that TERM caused this: TERM has the"))
    #expect("\(exited.reason)".hasSuffix(", and it ended with exit code 0"))
  }

  @Test func whatNothingShows() {
    let unknown = result(.unknown, blocked: [.term])
    #expect(unknown.agrees && !unknown.wasAccepted)
    #expect("\(unknown.reason)".contains("/proc does not show"))
  }

  /// A shell blocks all signals while it makes a child.
  @Test func whatWasBlockedForAMoment() {
    let killed = result(.killed(.term), blocked: [.term], isInit: false)
    #expect(killed.agrees && "\(killed.reason)".hasPrefix("TERM was blocked at first, then: "))
    let exited = result(.exited(1), caught: [.term], blocked: [.term])
    #expect(exited.agrees && "\(exited.reason)".hasSuffix("and it ended with exit code 1"))
    #expect(result(.dropped, blocked: [.term]).agrees)
    #expect(!result(.killed(.term), blocked: [.term]).agrees)
  }

  @Test(arguments: [Verdict.killed(.term), .stopped, .blocked, .continued])
  func whatIsAgainstTheRule(verdict: Verdict) {
    let result = result(verdict)
    #expect(!result.agrees)
    let beginning = "AGAINST THE RULE, which says dropped: TERM has the default disposition"
    #expect("\(result.reason)".hasPrefix(beginning))
  }

  @Test func anEndAfterTheHandlerIsAConsequence() {
    var handled = result(.handled, caught: [.term])
    handled.end(by: .exited(3), after: .seconds(2))
    #expect(handled.verdict == .exited(3) && handled.agrees)
    #expect("\(handled.reason)".hasSuffix("runs, and it ended with exit code 3"))
    var accepted = result(.handled, blocked: [.term])
    accepted.end(by: .killed(.segv, core: true), after: .seconds(2))
    #expect(accepted.verdict == .killed(.segv) && accepted.agrees && accepted.wasAccepted)
    #expect("\(accepted.reason)".hasSuffix(", and it was killed by SEGV"))
    var dropped = result(.dropped)
    dropped.end(by: .exited(0), after: .seconds(2))
    #expect(dropped.verdict == .dropped && dropped.reason.consequence == nil)
  }

  /// A mask of the moment decides nothing: the effect that comes later does.
  @Test func aLaterEndReplacesAFirstVerdict() {
    var unblocked = observed(.blocked, blocked: [.term], isInit: false)
    unblocked.end(by: .killed(.term, core: false), after: .milliseconds(100))
    #expect(unblocked.verdict == .killed(.term) && unblocked.agrees)
    #expect("\(unblocked.reason)".hasPrefix("TERM was blocked at first, then: "))
    #expect("\(unblocked.reason)".hasSuffix("; that was seen only 100 ms later"))
    #expect(unblocked.observation?.elapsed == .milliseconds(105))
    var accepted = observed(.killed(.term), blocked: [.term], isInit: false)
    accepted.end(by: .exited(0), after: .seconds(2))
    #expect(accepted.verdict == .exited(0) && accepted.agrees && accepted.wasAccepted)
    var crashed = observed(.blocked, blocked: [.term])
    crashed.end(by: .killed(.segv, core: true), after: .seconds(2))
    #expect(crashed.verdict == .killed(.segv) && crashed.agrees && crashed.wasAccepted)
    var wrong = observed(.dropped)
    wrong.end(by: .killed(.term, core: false), after: .seconds(2))
    #expect(wrong.verdict == .killed(.term) && !wrong.agrees)
  }

  /// A program that slept on when the kernel dropped the signal ends for another reason.
  @Test func anEndWithoutTheSignalChangesNothing() {
    var dropped = observed(.dropped, isUntouched: true)
    #expect(!dropped.mayChange)
    dropped.end(by: .exited(0), after: .seconds(2))
    #expect(dropped.verdict == .dropped && dropped.observation?.elapsed == .milliseconds(5))
  }

  /// A result whose process was observed around the signal.
  private func observed(
    _ verdict: Verdict, blocked: [Signal] = [], isInit: Bool = true, isUntouched: Bool = false
  ) -> SendResult {
    var target = Target(isInit: isInit)
    target.blocked = SignalSet(blocked)
    var result = result(verdict, blocked: blocked, isInit: isInit)
    result.observation = SignalObservation(
      target: target, prediction: Rule.predict(.term, from: Sender(.host), to: target), process: 7,
      threads: [7], sending: Instant(nanoseconds: 5)...Instant(nanoseconds: 9),
      elapsed: .milliseconds(5), family: [], survivors: 0, isUntouched: isUntouched)
    return result
  }

  @Test func aScriptWhoseHandlerHasNotRun() {
    let caught = result(.caught, caught: [.term])
    #expect(caught.agrees && "\(caught.reason)".contains("has not run its handler yet"))
    #expect(!result(.caught).agrees)
  }

  @Test func whatWasNotSent() {
    let step = SendStep(.term, from: .host)
    let exited = SendResult(step, notSentTo: .pid1, .exited(2))
    #expect(exited.verdict == nil && exited.agrees)
    #expect("\(exited.reason)" == "not sent: PID 1 had exited 2")
    let killed = SendResult(step, notSentTo: .ordinary, .killed(.kill, core: false))
    #expect("\(killed.reason)" == "not sent: it had been killed by KILL")
  }
}
