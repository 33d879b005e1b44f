import Foundation
import Testing

/// Boxes with a terminal of their own, as a user at a terminal has them.
struct TerminalTests {
  private let program = Workplace.root.appendingPathComponent("Tests/Fixtures/terminal.py").path

  @Test(arguments: User.available)
  func runWithATerminal(user: User) throws {
    let result = try Command(
      ["/usr/bin/env", "python3", "-B", program, Workplace.binary, "run", "-t", "--"], as: user
    ).finish()
    #expect(result.lines == ["-9", "42", "0", "3"].map { "\($0) as before" }, "\(result)")
  }

  @Test(arguments: User.available)
  func execWithATerminal(user: User) throws {
    let boxes = try Boxes(user)
    try boxes("run", "-d", "--rm", "--name", "t", "--", "sleep", "1000")
    let result = try boxes.start(through: ["python3", "-B", program], ["exec", "-it", "t"]).finish()
    // As no PID 1 the last one dies of its own KILL.
    #expect(
      result.lines == ["-9", "42", "0", "137"].map { "\($0) as before" }, "\(result)")
    try boxes("rm", "-f", "t")
    #expect(boxes.leftovers.isEmpty)
  }

  /// By keys, by a pipe, and with the attached command killed.
  @Test(arguments: User.available)
  func attachedWithInput(user: User) throws {
    let boxes = try Boxes(user)
    let program = program.replacingOccurrences(of: "terminal.py", with: "attach.py")
    let result = try boxes.start(through: ["python3", "-B", program], []).finish()
    let sum = "2761834036 2000000"
    #expect(
      result.lines == ["0", "42", "-9", "5"].map { "\($0) as before" } + [sum, sum], "\(result)")
    #expect(boxes.leftovers.isEmpty)
  }

  @Test func inTheBackground() throws {
    let boxes = try Boxes(.current)
    try boxes("run", "-dt", "--name", "b", "--", "sh", "-c", "tty; test -t 0 && echo yes")
    #expect(try boxes("logs", "-f", "b").output == "/dev/pts/0\r\nyes\r\n")
    #expect(try boxes("wait", "b").output == "0\n")
    try boxes("rm", "b")
    #expect(boxes.leftovers.isEmpty)
  }

  @Test func attachShowsOutputAndPassesSignalsOn() throws {
    let boxes = try Boxes(.current)
    try boxes(
      "run", "-d", "--rm", "--name", "a", "--", "sh", "-c",
      "trap 'echo bye; exit 9' TERM; while :; do echo here; sleep 0.01; done")
    let attached = try boxes.start(["attach", "a"])
    try attached.waitForLine("here")
    kill(attached.pid, SIGTERM)
    let result = attached.finish()
    #expect(result.status == 9 && result.output.hasSuffix("bye\n"), "\(result)")
    #expect(boxes.leftovers.isEmpty)
  }

  @Test(arguments: User.available)
  func doctorMakesABox(user: User) throws {
    let result = try Command.sigbox(["doctor"], as: user).finish()
    #expect(result.status == 0 && result.lines.count == 7, "\(result)")
    #expect(result.lines[1].hasPrefix("yes  boxes"))
    let json = try Command.sigbox(["doctor", "--json"], as: user).finish()
    let checks = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect(checks?.count == 6)
  }
}
