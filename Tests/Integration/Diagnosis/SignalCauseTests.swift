import Foundation
import Testing

/// `masks` and `explain` name known causes of what they show.
struct SignalCauseTests {
  private func sigbox(_ words: String...) throws -> Command.Result {
    try Command(["/usr/bin/env", "COLUMNS=300", Workplace.binary] + words).finish()
  }

  /// Starts a program that says what pid to look at, and returns the notes on it.
  private func notes(_ words: [String], explaining signal: String) throws -> [String] {
    let process = try Command(["/usr/bin/env"] + words)
    let pid = try process.waitForLine("pid ").dropFirst(4)
    defer {
      kill(Int32(pid) ?? 0, SIGKILL)
      kill(process.pid, SIGKILL)
      _ = process.finish()
    }
    let masks = try sigbox("masks", String(pid))
    #expect(masks.status == 0, "\(masks)")
    let explanation = try sigbox("explain", signal, "--to", String(pid)).lines
    let notes = masks.lines.filter { $0.hasPrefix("  note: ") }
    #expect(explanation.filter { $0.hasPrefix("  note: ") } == notes)
    let json = try sigbox("masks", "--json", String(pid)).output
    let rows = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    #expect((rows?.first?["notes"] as? [String] ?? []).map { "  note: \($0)" } == notes)
    return notes
  }

  /// A shell without job control lets a background job ignore INT and QUIT, and its trap is in vain.
  @Test(arguments: ["sh", "bash"]) func aBackgroundJob(shell: String) throws {
    let job = "trap exit INT; echo pid $$; while :; do sleep 1; done"
    let script = "sh -c '\(job)' & wait"
    let notes = try notes([shell, "-c", script], explaining: "INT")
    #expect(
      notes.count == 1 && notes[0].contains("INT and QUIT are ignored: its parent \(shell) "),
      "\(notes)")
  }

  @Test func ignoredByNobodyElse() throws {
    let job = "echo pid $$; while :; do sleep 1; done"
    #expect(try notes(["sh", "-c", job], explaining: "INT").isEmpty)
  }

  @Test(arguments: ["STOP", "TSTP", "TTIN", "TTOU"]) func aStoppedProcess(signal: String) throws {
    let program = """
      import os, signal, time
      child = os.fork()
      if child == 0:
          os.setpgid(0, 0)
          os.kill(os.getpid(), signal.SIG\(signal))
          time.sleep(1000)
      os.waitid(os.P_PID, child, os.WSTOPPED | os.WNOWAIT)
      print("pid", child, flush=True)
      time.sleep(1000)
      """
    let notes = try notes(["python3", "-c", program], explaining: "TERM")
    #expect(
      notes.count == 1 && notes[0].hasPrefix("  note: it was stopped by \(signal): "), "\(notes)")
  }

  @Test func ignoredChildren() throws {
    let program = """
      import os, signal, time
      signal.signal(signal.SIGCHLD, signal.SIG_IGN)
      print("pid", os.getpid(), flush=True)
      time.sleep(1000)
      """
    let notes = try notes(["python3", "-c", program], explaining: "CHLD")
    #expect(notes.count == 1 && notes[0].contains("wait(2) fails with ECHILD"), "\(notes)")
  }

  @Test func nohup() throws {
    let job = "echo pid $$; while :; do sleep 1; done"
    let notes = try notes(["nohup", "sh", "-c", job], explaining: "HUP")
    #expect(notes.count == 1 && notes[0].contains("nohup(1)"), "\(notes)")
  }

  @Test func aHiddenFile() throws {
    let result = try sigbox(
      "probe", "--signal", "TERM", "--", "sh", "-c",
      "echo cannot read /etc/shadow: no entry; exit 1")
    #expect(
      result.output.contains(
        "→ /etc/shadow exists on the host but not in the box: it is hidden: use --bind /etc/shadow."
      ),
      "\(result)")
  }

  @Test func aFileInAPrivateDirectory() throws {
    let file = "/tmp/hidden-\(UUID().uuidString)"
    try "text".write(toFile: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let result = try sigbox("probe", "--role", "pid1", "--signal", "TERM", "--", "cat", file)
    #expect(
      result.output.contains(
        "→ \(file) exists on the host but not in the box: /tmp is the box's own: use --bind \(file)"
      ),
      "\(result)")
  }

  /// PID 1 is protected from the signal with which an ordinary process ends itself.
  @Test func aCrashOfAnOrdinaryProcess() throws {
    let result = try sigbox(
      "probe", "--signal", "TERM", "--", "bash", "-c",
      "kill -ABRT $$; trap 'exit 0' TERM; while :; do sleep 0.1; done")
    #expect(result.output.contains("✗ It crashes as an ordinary process"), "\(result)")
    #expect(result.output.contains("as an ordinary process it had been killed by ABRT after"))
    #expect(result.output.contains("✓ TERM ends it, with exit status 0"), "\(result)")
  }

  @Test func aHandlerThatCrashes() throws {
    let program =
      "import ctypes,signal; signal.signal(15, lambda *_: ctypes.string_at(0)); signal.pause()"
    let result = try sigbox(
      "probe", "--role", "pid1", "--signal", "TERM", "--", "python3", "-c", program)
    #expect(result.output.contains("✗ TERM makes it crash after"), "\(result)")
    #expect(result.output.contains("killed by SEGV: exit status 139."), "\(result)")
  }

  @Test func childrenThatLoseStatuses() throws {
    let program = """
      import os, signal
      signal.signal(signal.SIGCHLD, signal.SIG_IGN)
      os.fork() or os.execvp("sleep", ["sleep", "1000"])
      while True: signal.pause()
      """
    let result = try sigbox(
      "probe", "--role", "pid1", "--signal", "TERM", "--", "python3", "-c", program)
    #expect(result.output.contains("✗ It ignores CHLD, and sleep inherits that: wait(2) fails"))
  }
}
