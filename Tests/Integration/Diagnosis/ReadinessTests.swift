import Foundation
import Testing

/// When PID 1 is ready, and what the verdicts say.
struct ReadinessTests {
  private func verdicts(_ source: String, _ sends: String...) throws -> [String] {
    let script = try Workplace.script(source)
    let words = sends.flatMap { ["--send", $0] }
    let result = try Command.sigbox(["run", "--timeout", "60s"] + words + [script]).finish()
    let lines = result.lines.filter { $0.contains(" from inside: ") || $0.contains(" from host: ") }
    return lines.map { $0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces) }
      + ["\(result.status)"]
  }

  @Test func `a busy loop still runs its handler`() throws {
    let source = "signal.handle('TERM', function() process.exit(3) end) while true do end"
    #expect(try verdicts(source, "TERM") == ["exited 3", "3"])
    let coroutines = """
      signal.handle('TERM', function() process.exit(4) end)
      coroutine.wrap(function() coroutine.wrap(function() while true do end end)() end)()
      """
    #expect(try verdicts(coroutines, "host:TERM") == ["exited 4", "4"])
    let inner = """
      signal.handle('TERM', function() while true do end end)
      signal.handle('USR1', function() process.exit(5) end)
      while true do end
      """
    #expect(try verdicts(inner, "TERM", "USR1") == ["handled", "exited 5", "5"])
  }

  @Test func `every verdict is seen`() throws {
    let source = """
      signal.handle("USR1", function() end)
      signal.ignore("USR2")
      signal.block("HUP")
      while true do process.sleep(1000) end
      """
    #expect(
      try verdicts(
        source, "USR1", "USR2", "HUP", "TERM", "host:STOP", "USR1", "inside:CONT", "host:KILL")
        == [
          "handled", "ignored", "blocked (pending)", "dropped", "stopped", "blocked (pending)",
          "continued", "killed", "137",
        ])
  }

  @Test func `a delay belongs to the signal before`() throws {
    let source = """
      signal.handle("TERM", function() process.sleep(0.2) process.exit(6) end)
      while true do process.sleep(1000) end
      """
    #expect(
      try verdicts(source, "TERM", "KILL@30s")
        == ["exited 6", "not sent", "6"])
    let last = try run("--send", "TERM", "--grace", "30s", try Workplace.script(source))
    #expect(last.status == 6 && last.output.contains("exited 6"), "\(last)")
  }

  @Test func `a wrapper is not ready while its children work`() throws {
    // PID 1 waits, its masks as ever, for a child that computes; only then comes its handler.
    let wrapper = """
      i=0; (while [ $i -lt 15000 ]; do i=$((i+1)); done); trap 'exit 7' TERM; sleep 1000 & wait
      """
    let result = try run("--send", "TERM", "--", "/bin/bash", "-c", wrapper)
    #expect(result.status == 7, "\(result)")
    let busy = try run("--send", "TERM", "--", "/bin/sh", "-c", "yes >/dev/null & exec sleep 1000")
    #expect(busy.output.contains("TERM from inside: dropped"), "\(busy)")
  }

  @Test func `ending before ready is said`() throws {
    let result = try run("--send", "TERM", "--", "/bin/true")
    #expect(result.status == 0)
    #expect(result.output.contains("TERM from inside: not sent: PID 1 had exited 0"))
    #expect(result.output.contains("/bin/true exited 0 before it was ready"))
  }

  @Test func `json is one object on standard output`() throws {
    let result = try run("c-sig", "--json", "--send", "KILL", "--send", "TERM", "--send", "HUP")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["init"] as? String == "c-sig (built-in)")
    #expect((object["kernel"] as? String)?.isEmpty == false)
    let sends = try #require(object["sends"] as? [[String: Any]])
    #expect(sends.map { $0["verdict"] as? String } == ["dropped", "exited", nil])
    #expect(sends.map { $0["as_predicted"] as? Bool } == [true, true, nil])
    #expect(sends[1]["exit_code"] as? Int == 0)
    #expect(sends.allSatisfy { ($0["reason"] as? String)?.isEmpty == false })
    let end = try #require(object["end"] as? [String: Any])
    #expect(end["exit_code"] as? Int == 0 && end["ended_by_sigbox"] as? Bool == false)
    #expect(result.error.contains("c-sig: received SIGTERM"))
  }

  @Test func `json without a signal says how the box ended`() throws {
    let result = try run("--json", "--", "sh", "-c", "echo text; exit 3")
    #expect(result.status == 3 && result.error.contains("text"))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["ready"] == nil && (object["sends"] as? [Any])?.isEmpty == true)
    let end = try #require(object["end"] as? [String: Any])
    #expect(end["exit_code"] as? Int == 3 && end["ended_by_sigbox"] as? Bool == false)
    let late = try run("--json", "--timeout", "100ms", "--", "sleep", "100")
    #expect(late.output.contains("\"ended_by_sigbox\" : true"), "\(late)")
  }
}

extension ReadinessTests {
  /// What the init has done with the signal is not over while its child still ends of it.
  @Test(arguments: ["tini", "dumb-init"])
  func `an effect on children belongs to the signal`(name: String) throws {
    let words = name == "tini" ? ["--", "--"] : ["--"]
    let command = ["sh", "-c", "trap 'sleep 0.02; exit 4' TERM; while :; do sleep 0.01; done"]
    let result = try Command.sigbox(
      ["run", "--timeout", "60s", "--send", "TERM", name] + words + command
    ).finish()
    #expect(result.output.contains("TERM from inside: exited 4: "), "\(result)")
    #expect(result.status == 4)
  }

  @Test func `accepted signals are handled`() throws {
    let source = """
      signal.block("TERM", "USR1")
      print(signal.wait({"USR1"}).name)
      print(signal.wait({"TERM"}).name)
      return 9
      """
    let result = try run("--send", "USR1", "--send", "TERM", try Workplace.script(source))
    #expect(result.output.contains("USR1 from inside: handled: USR1 is accepted"), "\(result)")
    // Is, where it came during the second wait; was, where it was kept until then.
    let term = try Regex("TERM from inside: exited 9: TERM (is|was) accepted")
    #expect(result.output.contains(term), "\(result)")
    #expect(!result.output.contains("AGAINST"))
  }

  @Test func `a script is ready when it blocks`() throws {
    let source = """
      local start = os.clock()
      while os.clock() - start < 1 do end
      signal.handle("TERM", function() process.exit(8) end)
      signal.pause()
      """
    #expect(try run("--send", "TERM", try Workplace.script(source)).status == 8)
  }
}
