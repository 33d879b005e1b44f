import BoxProtocol
import SignalModel
import Testing

@testable import Linux
@testable import Observation

/// The fate of a child of PID 1, which is process 7; the child is process 8.
struct RunEventsTests {
  private func time(_ milliseconds: Int64) -> Instant {
    Instant(nanoseconds: milliseconds * 1_000_000)
  }

  private func events(
    caught: [Signal] = [.term], end: Termination? = nil,
    pid1Ends: Bool = true
  ) -> RunEvents {
    var target = Target(isInit: false)
    target.caught = SignalSet(caught)
    var events = [RunEvent(time: time(10), pid: 8, name: "app", kind: .found(target))]
    if let end {
      events.append(
        RunEvent(time: time(50), pid: 8, name: "app", kind: .ended(TerminationFields(end))))
    }
    if pid1Ends {
      let end = TerminationFields(.exited(143))
      events.append(RunEvent(time: time(50), pid: 7, name: "tini", kind: .ended(end)))
    }
    return RunEvents(events, of: .term, to: 7, sent: time(10), until: time(60))
  }

  private func record(_ lines: String...) -> SignalTrace.Record {
    var record = SignalTrace.Record()
    for line in lines.compactMap({ TraceLine($0) }) {
      if let event = SignalTrace.Event(line) { record.signals.append(event) }
      if let event = SignalTrace.ProcessEvent(line) { record.processes.append(event) }
    }
    return record
  }

  private let namespaceEnds =
    "tini-7 [001] dN.2. 0.030000: signal_generate: sig=9 errno=0 code=128 comm=app pid=8 grp=1 res=0"

  @Test func whatTheKernelKillsAtTheEnd() throws {
    var events = events(end: .killed(.kill, core: false))
    #expect(events.fates.map(\.receipt) == [.unknown])
    #expect(events.fates.map(\.end) == [.killedWithNamespace])
    events.add(
      record(
        namespaceEnds,
        "app-8 [0] ..... 0.031000: sched_process_exit: comm=app pid=8 prio=120 group_dead=true"))
    let fate = try #require(events.fates.first)
    #expect(fate.isLost && fate.receipt == .gotNot && fate.end == .killedWithNamespace)
    #expect(fate.elapsed == .milliseconds(21))
  }

  @Test func whatPID1Kills() throws {
    var events = events(end: .killed(.kill, core: false))
    events.add(
      record(
        "su-7 [0] d..1. 0.011000: signal_generate: sig=15 errno=0 code=0 comm=app pid=8 grp=1 res=0",
        "su-7 [0] d..1. 0.030000: signal_generate: sig=9 errno=0 code=0 comm=app pid=8 grp=1 res=0")
    )
    let fate = try #require(events.fates.first)
    let su = RunEvent.Sender(pid: 7, name: "su", isKernel: false)
    #expect(fate.isLost && fate.receipt == .got([su]) && fate.end == .killed(.kill, by: su))
  }

  /// Without PIDFD_GET_INFO, the record has the KILL.
  @Test func anEndThatOnlyTheRecordShows() throws {
    var events = events()
    events.add(
      record(
        namespaceEnds,
        "app-8 [0] ..... 0.031000: sched_process_exit: comm=app pid=8 prio=120 group_dead=true"))
    #expect(events.fates.map(\.end) == [.killedWithNamespace])
  }

  @Test func whatIsNotLost() {
    let kill = Termination.killed(.kill, core: false)
    #expect(events(end: .exited(0)).fates.map(\.isLost) == [false])
    #expect(events(end: .killed(.term, core: false)).fates.map(\.isLost) == [false])
    #expect(events(caught: [], end: kill).fates.map(\.isLost) == [false])
    #expect(events(pid1Ends: false).fates.map(\.end) == [.lives])
  }

  @Test func whatIsStartedLater() {
    var events = events(end: .exited(0))
    events.add(
      record(
        "app-8 [0] ..... 0.012000: sched_process_fork: comm=app pid=8 child_comm=app child_pid=9",
        "hook-9 [0] ..... 0.013000: sched_process_exec: filename=/bin/hook pid=9 old_pid=9",
        "other-3 [0] ..... 0.013000: sched_process_exec: filename=/bin/other pid=3 old_pid=3",
        "hook-9 [0] ..... 0.099000: sched_process_exit: comm=hook pid=9 prio=120 group_dead=true"))
    let seen = events.events.filter { $0.pid == 9 }
    #expect(
      seen.map(\.kind) == [.forked(parent: 8), .executed] && seen.map(\.name) == ["app", "hook"])
    #expect(!events.events.contains { $0.pid == 3 })
    #expect(events.events.map(\.time) == events.events.map(\.time).sorted())
  }

  @Test(arguments: [
    (["/usr/bin/python3", "./app.py", "-v"], "app.py"), (["python3", "-u", "app.py"], "python3"),
    (["bash", "/srv/start"], "start"), (["/usr/sbin/nginx", "-g"], "nginx"), (["-bash"], "-bash"),
  ])
  func names(words: [String], name: String) {
    #expect(ProcessName.name(of: words.map { Array($0.utf8) }) == name)
  }
}
