import Foundation
import Linux
import Testing

/// `explain`, `masks` and `exit-status`.
struct ExplainTests {
  private func sigbox(_ words: String...) throws -> Command.Result {
    try Command(["/usr/bin/env", "COLUMNS=200", Workplace.binary] + words).finish()
  }

  /// A box by its name, seen from inside and from here.
  @Test(arguments: User.available)
  func ofABox(user: User) throws {
    let boxes = try Boxes(user)
    #expect(try boxes("run", "-d", "--name", "asked", "bash").status == 0)
    // It starts a child before it catches INT.
    let limit = Instant.now + .seconds(60)
    while Instant.now < limit, try !boxes("masks", "asked").output.contains("INT CHLD") {}
    func explain(_ words: String...) throws -> String {
      try boxes.start(through: ["/usr/bin/env", "COLUMNS=200"], ["explain"] + words).finish().output
    }
    let host = try explain("TERM", "--to", "asked")
    #expect(host.contains("TERM from the host to process "), "\(host)")
    #expect(host.contains("PID 1 of its namespace: "))
    #expect(host.contains("even if it comes from the host; only KILL and STOP are forced"))
    #expect(host.contains("[sig_task_ignored]") && host.contains("res=1 (discarded)"))
    #expect(host.hasSuffix("prediction: dropped\n"))
    #expect(try explain("KILL", "--to", "asked").hasSuffix("prediction: killed\n"))
    #expect(
      try explain("KILL", "--to", "asked", "--from", "inside").hasSuffix("prediction: dropped\n"))
    #expect(try explain("INT", "--to", "asked").hasSuffix("prediction: handled\n"))
    #expect(try explain("CHLD", "--to", "asked").hasSuffix("prediction: blocked (pending)\n"))
    #expect(
      try explain("TERM", "--to", "asked", "--from", "kernel").contains("comes from the kernel;"))
    let masks = try boxes("masks", "asked").output
    #expect(masks.contains("  caught (SigCgt)   0000000000010002  INT CHLD\n"), "\(masks)")
    #expect(try boxes("rm", "-f", "asked").status == 0)
    #expect(boxes.leftovers.isEmpty)
  }

  /// What is predicted is what comes.
  @Test(arguments: ["TERM", "HUP", "QUIT", "CHLD"])
  func ofAProcess(signal: String) throws {
    let program = """
      import signal, sys
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      for each in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
          signal.signal(each, signal.SIG_DFL)
      signal.signal(signal.SIGHUP, signal.SIG_IGN)
      signal.signal(signal.SIGQUIT, lambda *_: None)
      print("ready", flush=True)
      sys.stdin.read()
      """
    let process = try Command(["/usr/bin/env", "python3", "-c", program])
    try process.waitForLine("ready")
    defer { _ = process.finish() }
    let text = try sigbox("explain", signal, "--to", "\(process.pid)").output
    let expected = ["TERM": "killed", "HUP": "ignored", "QUIT": "handled", "CHLD": "ignored"]
    #expect(text.contains("from inside to process") && text.contains(", not PID 1: "))
    #expect(text.hasSuffix("prediction: \(expected[signal] ?? "")\n"), "\(text)")
  }

  @Test(.tags(.root), .enabled(if: User.isRoot, "only root can ask as another user"))
  func ofAStranger() throws {
    let pid = ProcessInfo.processInfo.processIdentifier
    let result = try Command.sigbox(["explain", "TERM", "--to", "\(pid)"], as: .nobody).finish()
    #expect(result.output.contains("(EPERM)") && result.output.hasSuffix("prediction: refused\n"))
  }

  @Test func ofAnyProcess() throws {
    let text = try sigbox("explain", "term").output
    #expect(text.hasPrefix("TERM is signal 15: "))
    #expect(text.contains("default      PID 1            inside    dropped  sig_task_ignored"))
    #expect(text.contains("default      another process  inside    killed   complete_signal"))
    #expect(text.split(separator: "\n").count == 11)
    #expect(try sigbox("explain", "KILL").output.split(separator: "\n").count == 5)
  }

  @Test func failures() throws {
    func expect(_ result: Command.Result, _ part: String) {
      #expect(result.status == 125 && result.error.contains(part), "\(result)")
      #expect(result.error.split(separator: "\n").count == 1, "\(result)")
    }
    expect(try sigbox("explain", "FOO"), "unknown signal 'FOO'")
    expect(try sigbox("explain", "TERM", "--from", "host"), "--from needs a target: add --to")
    expect(try sigbox("explain", "TERM", "--to", "1", "--from", "moon"), "unknown sender 'moon'")
    expect(try sigbox("explain", "TERM", "--to", "nosuch"), "the box nosuch: ENOENT")
    expect(try sigbox("masks", "4194304"), "process 4194304: ESRCH")
    expect(try sigbox("exit-status", "300"), "invalid exit status '300': use 0 to 255")
    expect(try sigbox("exit-status", "x"), "invalid exit status 'x'")
  }

  @Test func masksAsJSON() throws {
    let pid = ProcessInfo.processInfo.processIdentifier
    let text = try sigbox("masks", "--json", "\(pid)").output
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    for mask in ["SigCgt", "SigIgn"] {
      let value = try #require(rows.first?[mask] as? String)
      #expect(status.contains("\(mask):\t\(value)\n"), "\(text)")
    }
    #expect(rows.first?["pid"] as? Int == Int(pid) && (rows.first?["threads"] as? Int ?? 0) > 0)
  }

  @Test(arguments: [
    (137, "= 128 + 9 (KILL)", "OOMKilled"), (143, "= 128 + 15 (TERM)", "as Java does"),
    (139, "(SEGV)", "abort() in PID 1"), (134, "(ABRT)", "abort()"), (130, "(INT)", "Ctrl-C"),
    (2, "exit status 2\n", "Go program"), (0, "exit status 0\n", "The program finished its work"),
  ])
  func exitStatus(number: Int, head: String, part: String) throws {
    let result = try sigbox("exit-status", "\(number)")
    #expect(result.status == 0 && result.output.hasPrefix("exit status \(number)"))
    #expect(result.output.contains(head) && result.output.contains(part), "\(result)")
    #expect(result.lines.count { $0.hasPrefix("   check: ") } > 1)
    let json = try sigbox("exit-status", "--json", "\(number)").output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(object?["status"] as? Int == number)
    #expect((object?["meanings"] as? [Any])?.isEmpty == false)
  }

  @Test func otherFormsOfStatuses() throws {
    let killed = try sigbox("exit-status", "-9")
    #expect(killed.lines.first?.hasSuffix("killed by KILL, 137 in a shell") == true, "\(killed)")
    let json = try sigbox("exit-status", "--json", "exitcode=0x00000b00").output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(object?["status"] as? Int == 11 && object?["end"] as? String == "exited")
  }
}
