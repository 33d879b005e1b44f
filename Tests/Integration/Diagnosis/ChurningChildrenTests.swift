import Foundation
import Testing

/// Programs whose children come and go: they are ready, and the effect of a signal is soon over.
struct ChurningChildrenTests {
  /// Waiting took 30 s for each of these, and 10 s more for an effect.
  private func expectSoon(_ words: [String], _ verdicts: String...) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try Command.sigbox(["run", "--timeout", "120s"] + words).finish()
    #expect(clock.now - start < .seconds(20), "\(result)")
    let seen = result.lines.filter { $0.contains(" from inside: ") }
      .map { $0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces) }
    #expect(seen == verdicts, "\(result)")
    #expect(!result.output.contains("AGAINST"), "\(result)")
    // Standard error is no terminal here.
    #expect(result.error.isEmpty)
  }

  @Test func aScriptThatWaitsIsReady() throws {
    let script = try Workplace.script(
      """
      process.spawn{"sh", "-c", "while :; do sleep 0.02; done"}
      while true do signal.pause() end
      """)
    try expectSoon(["--send", "TERM", script], "dropped")
  }

  @Test func aSupervisorThatRestartsItsChildIsReady() throws {
    let script = try Workplace.script(
      """
      local function start() process.spawn{"sleep", "0.02"} end
      signal.handle("CHLD", function() process.reap() start() end)
      signal.handle("USR1", function() end)
      start()
      while true do signal.pause() end
      """)
    try expectSoon(
      ["--send", "TERM", "--send", "USR1", "--send", "USR2", script],
      "dropped", "handled", "dropped")
  }

  @Test func aLoopOfAShellIsReady() throws {
    try expectSoon(
      [
        "--send", "TERM", "--send", "USR1", "--", "sh", "-c",
        "trap : USR1; while :; do sleep 0.02; done",
      ], "dropped", "handled")
  }

  /// A handler that ends PID 1 after a while, in a loop that was at work before.
  @Test func theEndAfterACleanUpBelongsToTheSignal() throws {
    try expectSoon(
      [
        "--send", "TERM", "--", "sh", "-c",
        "trap 'sleep 0.02; sleep 0.02; exit 3' TERM; while :; do sleep 0.02; done",
      ], "exited 3")
  }
}
