import Foundation
import Testing

/// `sigbox repl`, and `sigbox run --watch`.
struct PromptTests {
  @Test(arguments: User.available)
  func linesFromAPipe(user: User) throws {
    let command = try Command.sigbox(["repl", "c"], as: user)
    command.write(
      """
      box:kill "TERM"
      x = 1 +
      41
      x
      nil.x
      new("go")
      box:kill("TERM")
      box:kill("TERM")
      #box:ps()

      """)
    let result = command.finish()
    #expect(result.status == 0, "\(result)")
    let expected = [
      "verdict = \"dropped\"", "42", "repl:1: unexpected symbol", "a box: PID 1 is alive",
      "code = 2", "the signal was not sent: PID 1 had exited 2", "0",
    ]
    #expect(result.lines.count == expected.count)
    for (line, part) in zip(result.lines, expected) { #expect(line.contains(part), "\(result)") }
  }

  @Test func aProgramThatCannotBeRun() throws {
    let result = try Command.sigbox(["repl", "nosuch"]).finish()
    #expect(result.status == 125 && result.error.contains("built-in inits are bash"), "\(result)")
  }

  @Test(arguments: User.available)
  func atATerminal(user: User) throws {
    let program = Workplace.root.appendingPathComponent("Tests/Fixtures/repl.py").path
    let state = Workplace.directory.appendingPathComponent("state-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    chmod(state.path, 0o777)
    let result = try Command(
      ["/usr/bin/env", "XDG_STATE_HOME=\(state.path)", "TERM=xterm", "python3", "-B", program]
        + [Workplace.binary], as: user
    ).finish()
    #expect(result.output == "0 as before\n", "\(result)")
    let history = try String(
      contentsOf: state.appendingPathComponent("sigbox/history"), encoding: .utf8)
    #expect(history.contains("box:alive()"))
    #expect(!history.contains("box:close()"))
  }

  @Test func runAgainWhenItIsSaved() throws {
    let path = try Workplace.script("print('one') signal.pause()")
    let url = URL(fileURLWithPath: path)
    let command = try Command.sigbox(["run", "--watch", path])
    try command.waitForLine("one")
    // As editors do it, one way and the other.
    try Data("print('two') return 3".utf8).write(to: url)
    try command.waitForLine("two")
    try Data("print('three') signal.pause()".utf8).write(to: url, options: .atomic)
    try command.waitForLine("three")
    kill(command.pid, SIGTERM)
    let result = command.finish()
    #expect(result.status == 128 + SIGTERM, "\(result)")
    #expect(result.error.contains("was saved: starting it again"))
    for words in [["-"], ["bash"], ["--", "true"]] {
      let refused = try Command.sigbox(["run", "--watch"] + words).finish()
      #expect(refused.status == 125 && refused.error.contains("--watch needs a script in a file"))
    }
  }
}
