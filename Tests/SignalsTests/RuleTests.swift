import Testing

@testable import Signals

struct RuleTests {
  private func target(
    blocked: [Signal] = [], ignored: [Signal] = [], caught: [Signal] = [],
    state: ProcessStatus.State = .sleeping
  ) throws -> ProcessStatus {
    var status = try #require(ProcessStatus(parsing: ProcessStatusTests.text))
    status.blocked = SignalSet(blocked)
    status.ignored = SignalSet(ignored)
    status.caught = SignalSet(caught)
    status.state = state
    return status
  }

  @Test(arguments: Signal.all, [Origin.inside, .host])
  func defaultIsDroppedForPID1ButForcedKillAndStop(signal: Signal, origin: Origin) throws {
    let verdict = Rule.predict(signal, from: origin, to: try target(), isInit: true).verdict
    switch (signal, origin) {
    case (.kill, .host): #expect(verdict == .killed(.kill))
    case (.stop, .host): #expect(verdict == .stopped)
    default: #expect(verdict == .dropped)
    }
  }

  @Test(arguments: Signal.all)
  func ordinaryProcessesFollowTheDefaultAction(signal: Signal) throws {
    let verdict = Rule.predict(signal, from: .inside, to: try target(), isInit: false).verdict
    switch signal.defaultAction {
    case .terminate, .core: #expect(verdict == .killed(signal))
    case .stop: #expect(verdict == .stopped)
    case .continue, .ignore: #expect(verdict == .ignored)
    }
  }

  @Test(arguments: [Origin.inside, .host, .kernel], [true, false])
  func dispositionsAndMask(origin: Origin, isInit: Bool) throws {
    func verdict(_ signal: Signal, _ target: ProcessStatus) -> Verdict {
      Rule.predict(signal, from: origin, to: target, isInit: isInit).verdict
    }
    #expect(verdict(.term, try target(caught: [.term])) == .handled)
    #expect(verdict(.term, try target(ignored: [.term])) == .ignored)
    #expect(verdict(.term, try target(blocked: [.term])) == .blocked)
    #expect(verdict(.term, try target(blocked: [.term], ignored: [.term])) == .blocked)
    #expect(verdict(.cont, try target(state: .stopped)) == .continued)
    #expect(verdict(.term, try target(caught: [.term], state: .stopped)) == .blocked)
  }

  @Test func everyPredictionNamesItsReasonAndFunction() throws {
    for signal in Signal.all {
      for origin in Origin.allCases {
        let prediction = Rule.predict(signal, from: origin, to: try target(), isInit: true)
        #expect(prediction.reason.contains(signal.name))
        #expect(!prediction.decidedBy.isEmpty)
      }
    }
  }
}
