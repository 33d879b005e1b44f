import Foundation
import Testing

/// What becomes of the children of PID 1: a child that could have shut down is not lost unseen.
struct FateTests {
  /// Takes 0.3 s to shut down after TERM.
  private static let app = """
    import signal, sys, time
    def stop(number, frame):
        time.sleep(float((sys.argv + ["0.3"])[1])); sys.exit(0)
    signal.signal(signal.SIGTERM, stop)
    while True: time.sleep(60)
    """

  /// A program that goes into the background, as daemons do.
  private static let daemon = """
    import os, signal, sys, time
    if os.fork(): os._exit(0)
    os.setsid()
    if os.fork(): os._exit(0)
    def stop(number, frame):
        time.sleep(0.4); os._exit(0)
    signal.signal(signal.SIGTERM, stop)
    while True: time.sleep(60)
    """

  /// Writes app.py, daemon.py and a start script, and probes it with TERM as PID 1.
  private func probe(
    _ script: String, through wrapper: [String] = [], as user: User = .current
  ) throws -> ProbeRun {
    let directory = Workplace.directory.appendingPathComponent("fates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let path = directory.path
    try Workplace.alone {
      for (name, text) in [
        ("app.py", Self.app), ("daemon.py", Self.daemon),
        ("start", "#!/bin/bash\ncd '\(path)'\n\(script)\n"),
      ] {
        let url = directory.appendingPathComponent(name)
        try text.write(to: url, atomically: false, encoding: .utf8)
        chmod(url.path, 0o755)
      }
    }
    return try ProbeRun(
      ["--role", "pid1", "--signal", "TERM", "--grace", "6s", "--"] + wrapper + ["\(path)/start"],
      as: user)
  }

  private let pipeline = "exec /usr/bin/python3 app.py 2>&1 | cat >/dev/null"

  /// An init in front of a shell that does not pass TERM on ends in good order, and loses the program.
  @Test(arguments: User.available)
  func aChildThatDidNotGetIt(user: User) throws {
    let run = try probe(pipeline, through: ["tini", "--"], as: user)
    #expect(run.effect("TERM") == "exited 143")
    let what = run.hasEvidence ? "did not get it, and was killed" : "and was killed"
    #expect(
      run.findings.contains {
        $0.hasPrefix("bad: app.py catches TERM, \(what) when PID 1 (tini) ended")
      }, "\(run.findings)")
  }

  @Test(arguments: User.available)
  func advice(user: User) throws {
    let run = try probe(pipeline, as: user)
    #expect(run.effect("TERM") == "dropped")
    let advice = run.findings.filter { $0.hasPrefix("advice") }
    #expect(!advice.contains { $0.contains("`exec") || $0.contains("With an init") }, "\(advice)")
    #expect(
      advice.first?.hasPrefix("advice: Do not just put an init in front: app.py catches TERM")
        == true)
    #expect(advice.last?.hasPrefix("advice: PID 1 itself must pass TERM on") == true, "\(advice)")
  }

  @Test func theCure() throws {
    let run = try probe("exec /usr/bin/python3 app.py > >(cat >/dev/null) 2>&1")
    #expect(run.effect("TERM") == "exited 0")
    #expect(!run.findings.contains { $0.hasPrefix("bad") && !$0.contains("zombies") })
    #expect(!run.findings.contains { $0.hasPrefix("advice") && !$0.contains("orphans") })
  }

  /// The exec form is advised because it was tried.
  @Test func aShellInFront() throws {
    let run = try probe("/usr/bin/python3 app.py\n:")
    #expect(run.effect("TERM") == "dropped")
    let advice = run.findings.filter { $0.hasPrefix("advice") }
    #expect(
      advice.first?.hasPrefix(
        "advice: Write `exec app.py ...` in the script, or app.py in exec form")
        == true, "\(advice)")
    #expect(advice.first?.contains("gets TERM: exited 0 after") == true, "\(advice)")
  }

  @Test func daemonsBelowAnInit() throws {
    let script = """
      /usr/bin/python3 daemon.py
      /usr/bin/python3 daemon.py
      exec sleep 1000
      """
    let run = try probe(script, through: ["tini", "--"])
    #expect(
      run.findings.contains { $0.hasPrefix("bad: 2 x daemon.py catch TERM") }, "\(run.findings)")
  }

  /// What is advised in place of flock(1) stops well.
  @Test func aWrapperThatWaits() throws {
    let run = try probe("exec flock start /usr/bin/python3 app.py")
    #expect(run.effect("TERM") == "dropped")
    #expect(
      run.findings.contains { $0.hasPrefix("advice: Use flock --no-fork, which executes app.py") },
      "\(run.findings)")
    let cured = try probe("exec flock --no-fork start /usr/bin/python3 app.py")
    #expect(cured.effect("TERM") == "exited 0")
  }

  /// su(1) passes TERM on, and sends KILL 2 s later.
  @Test(.enabled(if: User.isRoot, "su needs root"))
  func aWrapperThatIsInAHurry() throws {
    let run = try probe("exec su -s /bin/sh nobody -c 'exec /usr/bin/python3 app.py 2.8'")
    #expect(run.effect("TERM") == "exited 143")
    #expect(
      run.findings.contains {
        $0.hasPrefix(
          "bad: app.py catches TERM, got it from su, was still working, and was killed by KILL")
      } || !run.hasEvidence, "\(run.findings)")
    #expect(
      run.findings.contains {
        $0.hasPrefix("advice: Let setpriv or gosu execute app.py in place of su")
      }, "\(run.findings)")
  }

  /// The same each time.
  @Test(.tags(.slow)) func findingsAreStable() throws {
    let runs = try (0..<5).map { _ in try probe(pipeline, through: ["tini", "--"]) }
    #expect(Set(runs.map { $0.findings.filter { $0.hasPrefix("bad") } }).count == 1)
  }
}
