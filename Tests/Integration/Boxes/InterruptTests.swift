import Foundation
import SignalModel
import Linux
import Testing

/// Ctrl-C while a box is in the foreground: INT to sigbox, as the terminal sends it.
struct InterruptTests {
  /// Starts sigbox with its errors among its output, and waits until PID 1 says that it is ready.
  private func start(_ words: [String], as user: User = .current) throws -> Command {
    let command = try Command(
      ["/bin/sh", "-c", "exec \"$@\" 2>&1", "sh", Workplace.binary] + words, as: user)
    try command.waitForLine("ready")
    return command
  }

  private func script(_ head: String) throws -> String {
    try Workplace.script("\(head) print('ready') while true do signal.pause() end")
  }

  /// Sends INT, and waits until sigbox has taken it: two that are pending are one.
  private func press(_ command: Command) {
    kill(command.pid, SIGINT)
    while ProcFiles.status(of: command.pid)?.sharedPending.contains(.int) == true,
      command.isRunning
    { usleep(500) }
  }

  /// Starts a box and presses until sigbox ends.
  ///
  /// Three are enough, unless a busy machine lets more than a second pass between the first two;
  /// `InterruptCountTests` counts them exactly.
  private func pressUntilItEnds(_ words: [String], as user: User = .current) throws -> Command {
    let command = try start(words, as: user)
    while command.isRunning {
      press(command)
      usleep(20_000)
    }
    return command
  }

  @Test(
    arguments: User.available,
    [
      ("", "PID 1 has no handler for it, and the kernel drops it"),
      ("signal.ignore('INT')", "PID 1 ignores it"),
      ("signal.block('INT')", "PID 1 blocks it, or is stopped or frozen"),
    ])
  func `the third without effect ends the box`(user: User, kind: (head: String, reason: String))
    throws
  {
    let command = try pressUntilItEnds(["run", try script(kind.head)], as: user)
    try command.waitForLine("sigbox: INT had no effect: \(kind.reason): Ctrl-C again ends the box")
    try command.waitForLine("sigbox: the third INT ended the box with KILL")
    #expect(command.finish().status == 137)
  }

  @Test func `a command is treated alike`() throws {
    let command = try pressUntilItEnds([
      "run", "--", "sh", "-c", "trap '' INT; echo ready; sleep 1000",
    ])
    try command.waitForLine("sigbox: INT had no effect: PID 1 ignores it")
    #expect(command.finish().status == 137)
  }

  @Test func `a handler gets them all`() throws {
    let script = try script(
      "signal.handle('INT', function() print('got it') end) signal.handle('TERM', function() process.exit(0) end)"
    )
    let command = try start(["run", script])
    for _ in 1...5 {
      kill(command.pid, SIGINT)
      #expect(command.line() == "got it")
    }
    kill(command.pid, SIGTERM)
    let result = command.finish()
    #expect(result.status == 0 && result.output.isEmpty, "\(result)")
  }

  /// As signals that are routed: blocked, and taken by a wait.
  @Test func `one that is waited for has an effect`() throws {
    let script = try Workplace.script(
      """
      signal.block("INT")
      print("ready")
      for _ = 1, 5 do print(signal.wait({"INT"}).name) end
      return 4
      """)
    let command = try start(["run", script])
    for _ in 1...5 {
      kill(command.pid, SIGINT)
      #expect(command.line() == "INT")
    }
    #expect(command.finish().status == 4)
  }

  @Test func `under watch the third ends sigbox`() throws {
    let command = try pressUntilItEnds(["run", "--watch", try script("")])
    try command.waitForLine("sigbox: the third INT ended the box with KILL")
    #expect(command.finish().status == 137)
  }

  /// The first INT is PID 1's, and the next one ends sigbox, which waits for a save.
  @Test func `under watch one ends sigbox once the box has ended`() throws {
    let script = try script("signal.handle('INT', function() process.exit(3) end)")
    let command = try start(["run", "--watch", script])
    kill(command.pid, SIGINT)
    try command.waitForLine("sigbox: \(script) exited 3 (exit status 3): save it to run it again")
    kill(command.pid, SIGINT)
    #expect(command.finish().status == 128 + SIGINT)
  }

  /// The third leaves a box in the background, which goes on.
  @Test func attachIsLeft() throws {
    let boxes = try Boxes(.current)
    try boxes(
      "run", "-d", "--name", "a", "--", "sh", "-c",
      "trap '' INT; while :; do echo here; sleep 0.1; done")
    let attached = try boxes.start(["attach", "a"])
    try attached.waitForLine("here")
    while attached.isRunning {
      press(attached)
      usleep(20_000)
    }
    let result = attached.finish()
    #expect(result.status == 0, "\(result)")
    #expect(
      result.error.hasSuffix(
        "sigbox: INT had no effect: PID 1 ignores it: Ctrl-C again detaches from the box\n"),
      "\(result)")
    #expect(try boxes("kill", "a", "-s", "KILL").status == 0)
    try boxes("rm", "-f", "a")
  }
}
