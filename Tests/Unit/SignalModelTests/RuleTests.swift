import Testing

@testable import SignalModel

struct RuleTests {
  private func target(
    isInit: Bool = true, blocked: [Signal] = [], ignored: [Signal] = [], caught: [Signal] = [],
    state: Target.State = .live
  ) -> Target {
    var target = Target(isInit: isInit)
    target.blocked = SignalSet(blocked)
    target.ignored = SignalSet(ignored)
    target.caught = SignalSet(caught)
    target.state = state
    return target
  }

  private func predict(
    _ signal: Signal, from origin: Origin = .inside, _ target: Target
  ) -> Prediction {
    Rule.predict(signal, from: Sender(origin), to: target)
  }

  // MARK: The protection of PID 1

  @Test(arguments: Signal.all, [Origin.inside, .host])
  func defaultIsDroppedForPID1ButForcedKillAndStop(signal: Signal, origin: Origin) {
    let prediction = predict(signal, from: origin, target())
    switch (signal, origin) {
    case (.kill, .host): #expect(prediction.verdict == .killed(.kill))
    case (.stop, .host): #expect(prediction.verdict == .stopped)
    default:
      #expect(prediction.verdict == .dropped)
      #expect(prediction.generation == .ignored)
      #expect(prediction.decidedBy == "sig_task_ignored")
    }
  }

  @Test(arguments: Signal.all)
  func ordinaryProcessesFollowTheDefaultAction(signal: Signal) {
    let verdict = predict(signal, target(isInit: false)).verdict
    switch signal.defaultAction {
    case .terminate, .core: #expect(verdict == .killed(signal))
    case .stop: #expect(verdict == .stopped)
    case .continue, .ignore: #expect(verdict == .ignored)
    }
  }

  @Test(arguments: [Signal.kill, .stop], Origin.allCases)
  func nothingPrivilegedReachesTheMachinesInit(signal: Signal, origin: Origin) {
    var init1 = target()
    init1.isMachineInit = true
    if origin != .fault { #expect(predict(signal, from: origin, init1).verdict == .dropped) }
  }

  /// Timers, F_SETSIG and clone(2) do not force a signal: measured.
  @Test(arguments: [Signal.kill, .stop], [Origin.inside, .notification])
  func notificationsDoNotForce(signal: Signal, origin: Origin) {
    let prediction = predict(signal, from: origin, target())
    #expect(prediction.verdict == .dropped)
    #expect(prediction.reason.contains("from \(origin.phrase) is not forced"))
  }

  @Test(arguments: [Origin.inside, .host, .kernel, .notification], [true, false])
  func dispositionsAndMask(origin: Origin, isInit: Bool) {
    func verdict(_ signal: Signal, _ target: Target) -> Verdict {
      predict(signal, from: origin, target).verdict
    }
    #expect(verdict(.term, target(isInit: isInit, caught: [.term])) == .handled)
    #expect(verdict(.term, target(isInit: isInit, ignored: [.term])) == .ignored)
    #expect(verdict(.term, target(isInit: isInit, blocked: [.term])) == .blocked)
    #expect(verdict(.term, target(isInit: isInit, blocked: [.term], ignored: [.term])) == .blocked)
    #expect(verdict(.cont, target(isInit: isInit, state: .stopped)) == .continued)
    #expect(verdict(.term, target(isInit: isInit, caught: [.term], state: .stopped)) == .blocked)
  }

  @Test(arguments: [(Origin.host, "the host"), (.kernel, "the kernel")])
  func theReasonNamesTheSender(origin: Origin, words: String) {
    #expect(predict(.term, from: origin, target()).reason.contains("comes from \(words);"))
    #expect(predict(.kill, from: origin, target()).reason.hasPrefix("KILL from \(words) is forced"))
  }

  // MARK: Pending

  @Test func whatWasBlockedAtDefaultIsDroppedWhenItIsDelivered() {
    let init1 = target(blocked: [.term])
    #expect(predict(.term, init1).pending == SignalSet([.term]))
    let rest = Rule.predictUnblocked(.term, by: init1)
    #expect(rest.verdict == .dropped)
    #expect(rest.delivered == .term)
    #expect(
      Rule.predictUnblocked(.term, by: target(isInit: false, blocked: [.term])).verdict
        == .killed(.term))
  }

  @Test func aPendingStandardSignalIsNotQueuedTwiceButARealTimeOneIs() throws {
    let realTime = try #require(Signal(number: 40))
    var waiting = target(blocked: [.term, realTime])
    waiting.pending = SignalSet([.term, realTime])
    #expect(predict(.term, waiting).generation == .alreadyPending)
    #expect(predict(realTime, waiting).generation == .delivered)
  }

  @Test func aFullQueueLosesAndRefuses() throws {
    let realTime = try #require(Signal(number: 40))
    var full = target(blocked: [.term, realTime])
    full.queueIsFull = true
    #expect(predict(realTime, full).generation == .lostInfo)
    var queuing = Sender(.inside)
    queuing.sendsValue = true
    let refused = Rule.predict(realTime, from: queuing, to: full)
    #expect(refused.generation == .overflow)
    #expect(refused.verdict == .refused)
    #expect(predict(.term, full).generation == .delivered)
    #expect(Prediction.Generation.delivered.agrees(with: .lostInfo))
    #expect(!Prediction.Generation.delivered.agrees(with: .ignored))
    #expect(!Prediction.Generation.ignored.agrees(with: .lostInfo))
  }

  @Test(arguments: Signal.stopping.signals)
  func stopSignalsAndContDiscardEachOther(stop: Signal) {
    var process = target(isInit: false, blocked: [stop, .cont])
    process.pending = SignalSet([.cont])
    #expect(!predict(stop, process).pending.contains(.cont))
    process.pending = SignalSet([stop])
    #expect(!predict(.cont, process).pending.contains(stop))
  }

  @Test func contReleasesWhatWasKept() {
    var stopped = target(isInit: false, state: .stopped)
    stopped.pending = SignalSet([.term])
    #expect(predict(.cont, stopped).verdict == .killed(.term))
    stopped.isInit = true
    #expect(predict(.cont, stopped).verdict == .continued)
  }

  /// Kept signals are delivered by number, faults first; CONT may never be delivered.
  @Test func contIsDeliveredInItsTurn() {
    var stopped = target(isInit: false, caught: [.cont], state: .stopped)
    #expect(predict(.cont, stopped).delivered == .cont)
    for (kept, first) in [(Signal.term, Signal.term), (.segv, .segv), (.winch, .cont)] {
      stopped.pending = SignalSet([kept])
      #expect(predict(.cont, stopped).delivered == first)
    }
    stopped.pending = SignalSet(Signal.all.filter { $0.name == "XCPU" })
    #expect(predict(.cont, stopped).delivered == .cont)
    stopped.caught = .empty
    #expect(predict(.cont, stopped).delivered?.name == "XCPU")
  }

  // MARK: Tracers, threads and permissions

  @Test func aTracerIsAskedFirst() {
    var traced = target()
    traced.isTraced = true
    let prediction = predict(.term, traced)
    #expect(prediction.generation == .delivered)
    #expect(prediction.delivered == .term)
    #expect(predict(.kill, traced).verdict == .dropped)
  }

  @Test(arguments: [true, false])
  func sigtimedwaitAcceptsRegardlessOfDisposition(isInit: Bool) {
    var waiting = target(isInit: isInit)
    waiting.awaited = SignalSet([.term])
    #expect(predict(.term, waiting).verdict == .handled)
    #expect(predict(.term, waiting).decidedBy == "dequeue_signal")
  }

  @Test func contReleasesWhatAnyThreadTakes() {
    var stopped = target(isInit: false, blocked: [.term], state: .stopped)
    stopped.otherBlocked = [.empty]
    stopped.pending = SignalSet([.term])
    #expect(predict(.cont, stopped).verdict == .killed(.term))
    stopped.mainThreadHasEnded = true
    stopped.blocked = .empty
    stopped.otherBlocked = [SignalSet([.term])]
    #expect(predict(.cont, stopped).pending == SignalSet([.term]))
  }

  @Test func aFaultMergesWithAPendingSignal() {
    var blocking = target(blocked: [.segv])
    blocking.pending = SignalSet([.segv])
    #expect(predict(.segv, from: .fault, blocking).generation == .alreadyPending)
  }

  @Test func aStopInterruptsAWait() {
    var stopped = target(isInit: false, blocked: [.term], state: .stopped)
    stopped.awaited = SignalSet([.term])
    #expect(predict(.term, stopped).verdict == .blocked)
  }

  /// The mask from before the wait decides whether the kernel keeps the signal.
  @Test func aWaitForAnUnblockedSignalDoesNotKeepIt() throws {
    let stop = try #require(Signal(parsing: "TSTP"))
    func waiting(isInit: Bool, ignored: [Signal] = [], caught: [Signal] = []) -> Target {
      var waiting = target(isInit: isInit, ignored: ignored, caught: caught)
      waiting.awaited = SignalSet([.term, .quit, stop, .chld])
      waiting.awaitedUnblocked = waiting.awaited
      return waiting
    }
    for signal in waiting(isInit: true).awaited.signals {
      #expect(predict(signal, waiting(isInit: true)).verdict == .dropped)
      let caught = waiting(isInit: true, caught: [signal])
      #expect(predict(signal, caught).decidedBy == "dequeue_signal")
      #expect(predict(signal, waiting(isInit: false, ignored: [signal])).verdict == .ignored)
    }
    #expect(predict(.term, waiting(isInit: false)).verdict == .killed(.term))
    #expect(predict(.quit, waiting(isInit: false)).verdict == .handled)
    #expect(predict(stop, waiting(isInit: false)).verdict == .handled)
    #expect(predict(.chld, waiting(isInit: false)).verdict == .ignored)
  }

  /// Like MySQL: all threads block the signal, and one waits for it.
  @Test func anotherThreadMayWaitForIt() {
    var waiting = target(blocked: [.usr1])
    waiting.otherBlocked = [.empty]
    waiting.otherAwaited = SignalSet([.usr1])
    #expect(predict(.usr1, waiting).verdict == .handled)
    waiting.blocked = .empty
    #expect(predict(.usr1, waiting).verdict == .dropped)
  }

  @Test(arguments: [
    ("6.1.0-50-amd64", false), ("6.12.117", false), ("6.18.44-fc", true), ("?", true),
  ])
  func anotherThreadsMaskCostsPID1ItsProtectionOnOlderKernels(release: String, isSafe: Bool) throws
  {
    var threaded = target(blocked: [.usr1, .quit])
    threaded.kernel = KernelBehavior(release: release)
    threaded.otherBlocked = [.empty]
    let prediction = predict(.usr1, threaded)
    #expect(prediction.verdict == (isSafe ? .dropped : .killed(.usr1)))
    #expect(prediction.generation == .delivered && prediction.delivered == (isSafe ? .usr1 : .kill))
    #expect(prediction.reason.contains(isSafe ? "Linux 6.12 and older end" : "Linux 6.18 drops"))
    // A signal that dumps core is never fatal at once.
    #expect(predict(.quit, threaded).verdict == .dropped)
    #expect(!predict(.quit, threaded).reason.contains("Linux"))
    threaded.otherBlocked = [SignalSet([.usr1])]
    #expect(predict(.usr1, threaded).verdict == .blocked)
  }

  /// pthread_exit(3) in main: the other threads take signals.
  @Test(arguments: [true, false])
  func theMainThreadMayHaveEnded(isInit: Bool) {
    var process = target(isInit: isInit, caught: [.usr1])
    process.mainThreadHasEnded = true
    process.otherBlocked = [SignalSet([.usr2])]
    #expect(predict(.kill, from: .host, process).verdict == .killed(.kill))
    #expect(predict(.stop, from: .host, process).verdict == .stopped)
    #expect(predict(.usr1, process).verdict == .handled)
    #expect(predict(.term, process).verdict == (isInit ? .dropped : .killed(.term)))
    #expect(predict(.usr2, process).verdict == (isInit ? .dropped : .blocked))
    // Its mask still decides whether a signal is discarded, and nothing else.
    process.blocked = SignalSet([.quit, .chld])
    #expect(predict(.quit, process).verdict == (isInit ? .dropped : .killed(.quit)))
    #expect(predict(.chld, process).verdict == .ignored)
    #expect(predict(.chld, process).generation == .delivered)
  }

  // MARK: What holds a process up

  /// Measured with cgroup.freeze and freezer.state.
  @Test(arguments: [Target.Hold.frozen, .frozenV1])
  func aFrozenProcessTakesSignalsWhenItIsThawed(hold: Target.Hold) {
    var process = target(isInit: false, ignored: [.usr2], caught: [.usr1])
    process.hold = hold
    for signal in [Signal.usr1, .quit, .stop] {
      let prediction = predict(signal, process)
      #expect(prediction.verdict == .blocked && prediction.pending.contains(signal))
      #expect(prediction.reason.contains("frozen") && prediction.reason.contains("until then"))
    }
    for fatal in [Signal.term, .kill] {
      let verdict = predict(fatal, process).verdict
      #expect(verdict == (hold == .frozenV1 ? .blocked : .killed(fatal)))
    }
    #expect(predict(.usr2, process).verdict == .ignored)
    #expect(predict(.chld, process).verdict == .ignored)
    process.state = .stopped
    process.pending = SignalSet([.term])
    #expect(predict(.cont, process).verdict == .continued)
    #expect(predict(.cont, process).pending.contains(.term))
  }

  @Test func theParentOfVforkWaits() {
    var process = target(isInit: false, caught: [.usr1])
    process.hold = .vfork
    #expect(predict(.usr1, process).verdict == .blocked)
    #expect(predict(.usr1, process).reason.contains("vfork(2)"))
    #expect(predict(.stop, process).verdict == .blocked)
    #expect(predict(.quit, process).verdict == .blocked)
    #expect(predict(.term, process).verdict == .killed(.term))
    process.isInit = true
    #expect(predict(.term, process).verdict == .dropped)
    #expect(predict(.kill, from: .host, process).verdict == .killed(.kill))
    #expect(predict(.stop, from: .host, process).verdict == .blocked)
  }

  /// The ended main thread blocks CONT, so it is queued, and ignored only when another thread takes it.
  @Test func anIgnoredContinueThatTheEndedMainThreadBlocks() {
    var process = target(isInit: false)
    process.state = .stopped
    process.mainThreadHasEnded = true
    process.ignored = SignalSet([.cont])
    process.blocked = SignalSet([.cont, .term])
    process.otherBlocked = [.empty]
    #expect(predict(.cont, process).verdict == .continued)
    process.pending = SignalSet([.term])
    #expect(predict(.cont, process).verdict == .killed(.term))
  }

  @Test func anOrphanedGroupIsNotStoppedByATerminal() {
    var orphaned = target(isInit: false)
    orphaned.isGroupOrphaned = true
    for signal in Signal.jobControl.signals {
      #expect(predict(signal, orphaned).verdict == .ignored)
    }
    #expect(predict(.stop, orphaned).verdict == .stopped)
  }

  @Test(arguments: Signal.all.filter(\.isFault))
  func anUncaughtFaultEndsTheProcess(signal: Signal) {
    for process in [target(), target(blocked: [signal]), target(ignored: [signal])] {
      #expect(predict(signal, from: .fault, process).verdict == .killed(signal))
    }
    #expect(predict(signal, from: .fault, target(caught: [signal])).verdict == .handled)
    #expect(
      predict(signal, from: .fault, target(blocked: [signal], caught: [signal])).verdict
        == .killed(signal))
  }

  /// A tracer gets a fault each time that it is raised, and PID 1 keeps its protection.
  @Test(arguments: [true, false])
  func aTracerGetsFaults(isInit: Bool) {
    var traced = target(isInit: isInit)
    traced.isTraced = true
    let prediction = predict(.segv, from: .fault, traced)
    #expect(prediction.verdict == .stopped && prediction.delivered == .segv)
    #expect(prediction.reason.contains("keeps its protection") == isInit)
  }

  @Test func strangersMayNotSignal() {
    let process = target(isInit: false)
    func verdict(_ signal: Signal, _ refusal: Sender.Refusal?) -> Verdict {
      Rule.predict(signal, from: Sender(.inside, refusal: refusal), to: process).verdict
    }
    let stranger = Sender.Refusal.credentials(user: 2000, sharesSession: false)
    #expect(verdict(.term, stranger) == .refused)
    #expect(verdict(.cont, stranger) == .refused)
    let neighbour = Sender.Refusal.credentials(user: 2000, sharesSession: true)
    #expect(verdict(.cont, neighbour) == .ignored)
    #expect(verdict(.term, neighbour) == .refused)
    #expect(verdict(.cont, .securityModule) == .refused)
    #expect(verdict(.term, nil) == .killed(.term))
  }

  @Test func everyPredictionNamesItsReasonAndFunction() {
    for signal in Signal.all {
      for origin in Origin.allCases {
        let prediction = predict(signal, from: origin, target())
        #expect(prediction.reason.contains(signal.name))
        #expect(!prediction.decidedBy.isEmpty)
      }
    }
  }
}
