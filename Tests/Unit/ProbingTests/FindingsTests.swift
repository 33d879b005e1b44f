import SignalModel
import Testing

@testable import Probing

struct FindingsTests {
  private func texts(_ report: ProbeReport) -> [String] {
    #expect(report.findings.allSatisfy { !$0.observation.isEmpty })
    return report.findings.map { "\($0.kind.rawValue): \($0.text)" }
  }

  private func expect(
    _ report: ProbeReport, _ beginnings: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let texts = texts(report)
    #expect(texts.count == beginnings.count, "\(texts)", sourceLocation: sourceLocation)
    for (text, beginning) in zip(texts, beginnings) {
      #expect(text.hasPrefix(beginning), sourceLocation: sourceLocation)
    }
  }

  private let handled: [Signal] = [.term]

  @Test func aHandlerThatExits() {
    expect(
      .fixture(caught: handled, effects: [.term: .exited(0)]),
      "good: TERM ends it, with exit status 0 after 5 ms.", "good: It reaps orphans.")
    expect(
      .fixture(caught: handled, effects: [.term: .exited(143)]),
      "good: TERM ends it after 5 ms, with exit status 143", "good: It reaps")
    expect(
      .fixture(caught: handled, effects: [.term: .exited(2)]),
      "bad: TERM ends it after 5 ms, with exit status 2, which counts as a failure.",
      "good: It reaps")
  }

  @Test(arguments: ["SEGV", "ABRT", "BUS", "ILL", "FPE", "TRAP", "SYS"])
  func aCrash(name: String) throws {
    let signal = try #require(Signal(parsing: name))
    expect(
      .fixture(caught: handled, effects: [.term: .killed(signal)]),
      "bad: TERM makes it crash after 5 ms, killed by \(name)", "good: It reaps")
  }

  @Test func aCrashOfAnOrdinaryProcess() {
    var report = ProbeReport.fixture(caught: handled, effects: [.term: .exited(0)])
    report.starts[.ordinary] =
      ProbeReport.fixture(start: .ended(.killed(.abrt))).starts[.ordinary]
    expect(
      report, "bad: It crashes as an ordinary process; PID 1 is protected", "good: TERM ends it",
      "good: It reaps")
  }

  @Test func noHandler() {
    let report = ProbeReport.fixture()
    expect(
      report, "bad: TERM does nothing (dropped): docker stop waits 10 s", "good: It reaps",
      "advice: Install a handler for TERM that exits.")
    #expect(report.findings[0].observation.hasPrefix("TERM from the host: TERM has the default"))
  }

  @Test func anotherSignalEndsIt() {
    let quit = ProbeReport.fixture(
      caught: [.term, .int, .quit], effects: [.quit: .exited(0), .int: .exited(130)])
    expect(
      quit, "bad: TERM is handled, but it had not ended after 1 s", "good: It reaps",
      "advice: STOPSIGNAL QUIT ends it: exited 0 after 5 ms.")
    let interrupted = ProbeReport.fixture(caught: [.int], effects: [.int: .exited(130)])
    #expect(
      texts(interrupted).contains("advice: STOPSIGNAL INT ends it: exited 130 after 5 ms."))
  }

  /// Only what was tried and helped is advised.
  @Test(arguments: [
    (
      "dash",
      "advice: Write `exec nginx ...` in the script, or nginx in exec form, so that it is PID 1"
    ),
    ("su", "advice: Let setpriv or gosu execute nginx in place of su, so that it is PID 1"),
    ("flock", "advice: Use flock --no-fork, which executes nginx, so that it is PID 1"),
    ("npm", "advice: Start nginx itself, not below npm, so that it is PID 1"),
  ])
  func theChildItself(executable: String, beginning: String) {
    var report = ProbeReport.fixture(children: ["nginx"], executable: executable)
    let exec = Remedy.exec(
      ChildProgram(command: [Array("/usr/sbin/nginx".utf8)], directory: nil, environment: []))
    report.try(exec, .exited(0))
    report.try(.initInFront, .dropped)
    let advice = texts(report).filter { $0.hasPrefix("advice") }
    #expect(advice.count == 1 && advice[0].hasPrefix(beginning), "\(advice)")
    #expect(advice[0].hasSuffix("gets TERM: exited 0 after 5 ms."))
    report.remedies = []
    report.try(exec, .dropped)
    report.try(.initInFront, .exited(143))
    report.try(.groupInitInFront, .exited(143))
    #expect(
      texts(report).filter { $0.hasPrefix("advice") } == [
        "advice: With an init in front (docker run --init, tini) TERM ends it: exited 143 after 5 ms."
      ])
  }

  @Test func aCrashHelpsNobody() throws {
    var report = ProbeReport.fixture()
    report.try(.initInFront, .killed(try #require(Signal(parsing: "SEGV"))))
    #expect(texts(report).last == "advice: Install a handler for TERM that exits.")
    #expect(report.findings.last?.observation == "tried without success: tini in front")
  }

  @Test func aCureThatLosesAChild() {
    var report = ProbeReport.fixture(children: ["app"])
    report.try(.initInFront, .exited(143), losing: "app")
    let texts = texts(report)
    #expect(
      texts.contains {
        $0.hasPrefix(
          "advice: Do not just put an init in front: app catches TERM and would be killed")
      })
  }

  /// The findings speak of the stop signal of the image.
  @Test func theStopSignal() {
    var report = ProbeReport.fixture(caught: [.quit], effects: [.quit: .exited(0)])
    report.stopSignal = .quit
    expect(report, "good: QUIT ends it, with exit status 0 after 5 ms.", "good: It reaps orphans.")
    report.stopSignal = .usr1
    expect(
      report, "bad: USR1 does nothing (dropped): docker stop waits 10 s", "good: It reaps",
      "advice: STOPSIGNAL QUIT ends it")
    report.see(.exited(138), of: .usr1, after: .seconds(2))
    #expect(texts(report)[0].hasSuffix("exit status 138, as if USR1 had killed it."))
  }

  /// Each signal that was asked for by name has a finding; nothing is said of the others.
  @Test func signalsByName() {
    let signals: [Signal] = [.hup, .usr1, .winch]
    var report = ProbeReport.fixture(
      caught: [.usr1, .hup], effects: [.hup: .exited(0)], signals: signals, children: ["sleep"],
      executable: "dash")
    report.named = signals
    expect(
      report, "good: HUP ends it, with exit status 0 after 5 ms.",
      "good: USR1 is handled, and it continued to run for 1 s.",
      "bad: WINCH does nothing (dropped).", "good: It reaps orphans.")
  }

  @Test func aTrapThatWaits() {
    let report = ProbeReport.fixture(caught: handled, children: ["sleep"], executable: "bash")
    #expect(texts(report).contains { $0.contains("write `command & wait`") })
  }

  @Test func orphans() {
    var report = ProbeReport.fixture(caught: handled, effects: [.term: .exited(0)])
    report.orphans = .leavesZombies
    report.orphanTime = .seconds(2)
    expect(
      report, "good: TERM", "bad: It leaves zombies, or reaps them later than 2 s after their end.")
    report.initReaps = true
    expect(report, "good: TERM", "bad: It leaves zombies", "advice: An init in front (docker")
    report.initReaps = false
    (report.orphans, report.orphanTime) = (.reaps, .milliseconds(800))
    expect(report, "good: TERM", "good: It reaps orphans, but not at once: one after 800 ms.")
    report.orphans = .ends
    expect(report, "good: TERM", "bad: It ends when an orphan")
    report.orphans = nil
    expect(report, "good: TERM")
  }

  @Test func oneThatEndsEarly() {
    var report = ProbeReport.fixture(start: .ended(.exited(1)))
    report.lastLine = "no such configuration"
    report.results = [:]
    #expect(
      report.findings[0].text == "It ends before a signal can be sent, and the box ends with it.")
    #expect(
      report.findings[0].observation
        == "as PID 1 it had exited 1 after 3 ms; it wrote: no such configuration")
    #expect(report.findings.count == 1)
    report = .fixture(children: ["daemon"], start: .ended(.exited(0)))
    #expect(report.findings[1].text.hasPrefix("It continues in the background"))
    #expect(report.findings[1].observation.hasSuffix("left daemon"))
  }

  @Test(arguments: [
    (StartupOutcome.State.busy, "It never rests"), (.restless, "It never rests"),
    (.stopped, "It stops itself"),
  ])
  func oneThatDoesNotWait(state: StartupOutcome.State, beginning: String) {
    let findings = ProbeReport.fixture(start: state).findings
    #expect(findings[0].text.hasPrefix("\(beginning):"))
    #expect(findings[1].text.hasPrefix("\(beginning) as an ordinary process:"))
  }

  /// Children that come and go end anyway.
  @Test func passingOnIsNotGuessed() {
    let report = ProbeReport.fixture(children: ["sleep"], start: .restless)
    #expect(!texts(report).contains { $0.contains("to its children") })
  }

  @Test func theKernelsRecordShowsWhoElseGotIt() {
    var report = ProbeReport.fixture(caught: handled, children: ["a", "b"])
    let probeCase = ProbeCase(.term, from: .host, to: .pid1)
    report.results[probeCase]?.evidence = Evidence(
      generation: .delivered, delivered: .term, disagreement: nil, passedOn: 2, killedOff: 0)
    let passing = report.findings.first { $0.text == "It passes TERM on to its children." }
    #expect(passing?.observation == "signal_generate shows TERM to 2 of 2 children")
  }
}
