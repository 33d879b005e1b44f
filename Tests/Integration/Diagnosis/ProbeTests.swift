import Foundation
import Testing

/// `sigbox probe`: what it says of programs, and with which exit status.
struct ProbeTests {
  @Test(arguments: User.available)
  func allSignalsInAllWays(user: User) throws {
    let run = try ProbeRun(["c-sig"], as: user)
    #expect(run.status == 0 && run.cells.count == 256 && run.cells.allSatisfy(\.agrees))
    #expect(run.effect("TERM") == "exited 0" && run.effect("KILL") == "killed KILL")
    #expect(run.effect("KILL", from: "inside") == "dropped")
    #expect(run.effect("HUP", from: "inside", as: "ordinary") == "killed HUP")
    #expect(run.findings.first?.hasPrefix("good: TERM ends it, with exit status 0") == true)
    guard run.hasEvidence else { return print("the kernel's record of signals was not compared") }
    #expect(run.cells.allSatisfy { $0.signal_generate != nil })
  }

  /// Of a shell, whose child lives on as it has it, or dies with PID 1.
  @Test(arguments: User.available)
  func childrenAndAdvice(user: User) throws {
    let run = try ProbeRun(
      ["--signal", "TERM", "--signal", "KILL", "--signal", "INT", "--", "./init.sh"], as: user)
    let lives = run.cells.filter { $0.children_after == 1 }.count
    let ended = run.cells.filter { $0.children_after == 0 }
    #expect(run.cells.allSatisfy { $0.children_before == 1 } && lives == 11)
    #expect(ended.map { [$0.signal, $0.role, $0.from] } == [["KILL", "pid1", "host"]])
    #expect(run.orphans == "reaps")
    // sleep as PID 1 would drop TERM too.
    #expect(!run.findings.contains { $0.contains("exec sleep") })
    #expect(run.findings.contains { $0.hasPrefix("advice: With an init in front") })
    #expect(run.findings.contains("bad: It does not pass TERM on to its children."))
  }

  @Test(arguments: [
    ("TERM exits 0 within 60s", 0, "pass  TERM exits 0 within 60s: exited 0 after"),
    ("TERM exits 1", 1, "FAIL  TERM exits 1: exited 0 after"),
    ("inside KILL dropped", 0, "pass  inside KILL dropped: dropped"),
    ("KILL survives", 1, "FAIL  KILL survives: killed after"),
    ("HUP dropped", 1, "FAIL  HUP dropped: not tried"),
  ])
  func expectations(text: String, status: Int32, line: String) throws {
    let result = try Command.sigbox([
      "probe", "--role", "pid1", "--signal", "TERM", "--signal", "KILL", "--expect", text, "c-sig",
    ]).finish()
    #expect(result.status == status, "\(result)")
    #expect(result.lines.last?.hasPrefix(line) == true, "\(result)")
  }

  /// Longer than all are waited for, and not longer than it takes.
  @Test func anExpectationGetsItsTime() throws {
    let script = try Workplace.script(
      """
      signal.handle("TERM", function() process.sleep(1.3) process.exit(0) end)
      while true do signal.pause() end
      """)
    let result = try Command.sigbox([
      "probe", "--role", "pid1", "--signal", "TERM", "--expect", "TERM exits 0 within 60s", script,
    ]).finish()
    #expect(result.status == 0, "\(result)")
    #expect(result.output.contains("TERM is handled") == false, "\(result)")
  }

  @Test func junit() throws {
    let file = Workplace.directory.appendingPathComponent("junit-\(UUID().uuidString).xml")
    let result = try Command.sigbox([
      "probe", "--signal", "TERM", "--junit", file.path, "--expect", "TERM ends", "c",
    ]).finish()
    #expect(result.status == 1)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"))
    #expect(text.contains("tests=\"5\" failures=\"1\" errors=\"0\" skipped=\"0\""))
    #expect(text.contains("<failure type=\"failure\" message=\"observed: dropped\"/>"))
  }

  @Test func aProgramThatEndsAtOnceIsNoSuccess() throws {
    let file = Workplace.directory.appendingPathComponent("junit-\(UUID().uuidString).xml")
    let words = ["probe", "--signal", "TERM", "--junit", file.path, "--"]
    #expect(try Command.sigbox(words + ["false"]).finish().status == 1)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains("<error type=\"error\" message=\"the program ended before the signal:"))
    #expect(try Command.sigbox(words + ["sleep", "100"]).finish().status == 0)
  }

  /// The picture for whom it is for: colour, width and characters.
  @Test func terminals() throws {
    func probe(_ environment: String..., through terminal: Bool = false) throws -> String {
      let words = [Workplace.binary, "probe", "--signal", "TERM", "c"]
      let script = ["/usr/bin/script", "-qec", words.joined(separator: " "), "/dev/null"]
      return try Command(
        ["/usr/bin/env", "-u", "NO_COLOR", "TERM=xterm"] + environment + (terminal ? script : words)
      ).finish().output
    }
    #expect(try probe("LC_ALL=C.UTF-8").contains("15 TERM     ··✗✗"))
    #expect(try probe("LC_ALL=C").utf8.allSatisfy { $0 < 128 })
    #expect(try !probe("LC_ALL=C").contains("\u{1b}"))
    let narrow = try probe("LC_ALL=C", "COLUMNS=40").split(separator: "\n")
    #expect(narrow.allSatisfy { $0.count <= 40 }, "\(narrow)")
    let coloured = try probe("LC_ALL=C", through: true)
    #expect(coloured.contains("\u{1b}[31mX\u{1b}[0m") && coloured.contains("] 4/4 c"))
    let plain = try probe("LC_ALL=C", "NO_COLOR=1", through: true)
    #expect(!plain.contains("\u{1b}[3") && plain.contains("] 4/4 c"))
  }

  @Test(arguments: User.available)
  func failures(user: User) throws {
    func sigbox(_ words: String...) throws -> (Int32, String) {
      let result = try Command.sigbox(words, as: user).finish()
      #expect(result.error.split(separator: "\n").count == 1, "\(result)")
      #expect(result.error.hasPrefix("sigbox: ") && result.output.isEmpty, "\(result)")
      return (result.status, result.error)
    }
    func expect(_ found: (Int32, String), _ status: Int32, _ part: String) {
      #expect(found.0 == status && found.1.contains(part), "\(found)")
    }
    expect(try sigbox("probe"), 125, "nothing to probe: ")
    expect(try sigbox("probe", "--", "nosuch"), 127, "cannot run nosuch: ENOENT")
    expect(try sigbox("probe", "--", "/etc/passwd"), 126, "cannot run /etc/passwd: EACCES")
    expect(try sigbox("probe", "nosuch.lua"), 125, "nosuch.lua: ENOENT")
    expect(try sigbox("probe", "--signal", "FOO", "c"), 125, "unknown signal 'FOO'")
    expect(try sigbox("probe", "--role", "moon", "c"), 125, "moon")
    expect(try sigbox("probe", "--jobs", "0", "c"), 125, "--jobs takes a number from 1 to 500")
    expect(try sigbox("probe", "--expect", "TERM", "c"), 125, "missing effect in 'TERM': ")
    expect(
      try sigbox("probe", "--role", "pid1", "--signal", "KILL", "--junit", "/nosuch/x", "c"), 125,
      "/nosuch/x: ENOENT")
  }

  /// A worker makes 128 boxes one after another, each with several descriptors.
  @Test func aWorkerClosesWhatItsBoxesOpened() throws {
    func probe(limit: Int) throws -> Command.Result {
      try Command([
        "/bin/sh", "-c",
        "ulimit -n \(limit) && exec \(Workplace.binary) probe --jobs 1 --role pid1 c",
      ]).finish()
    }
    // The limit is one that boxes can reach.
    let refused = try probe(limit: 8)
    #expect(refused.status == 125 && refused.error.contains("EMFILE"), "\(refused)")
    let result = try probe(limit: 32)
    #expect(result.status == 0 && result.output.contains("128 boxes"), "\(result)")
  }
}
