import Foundation
import Testing

/// What a user types at `sigbox repl` before they know it.
struct ReplWordsTests {
  private func type(_ lines: String...) throws -> Command.Result {
    let command = try Command.sigbox(["repl", "c"])
    command.write(lines.joined(separator: "\n") + "\n")
    return command.finish()
  }

  @Test(
    arguments: ["exit", "quit", "exit()", "quit()", "os.exit()", "process.exit(0)", " exit; "])
  func leaving(word: String) throws {
    let result = try type("print(1)", word, "print(2)")
    #expect(result.status == 0 && result.output == "1\n", "\(result)")
  }

  @Test(arguments: ["help", "help()"])
  func help(word: String) throws {
    let result = try type(word, "print(2)")
    #expect(result.output.contains("box:kill(\"TERM\")") && result.lines.last == "2", "\(result)")
  }

  /// A function in a box still ends it.
  @Test func exitInABox() throws {
    let result = try type(
      "new(function() process.exit(3) end, { wait = false })", "box:wait().code")
    #expect(result.lines.last == "3", "\(result)")
  }

  @Test func errorsNameWhatWasTyped() throws {
    for (line, message) in [
      (
        "box:kill(\"TREM\")",
        "bad argument #1 to 'kill' (unknown signal 'TREM': EINVAL: did you mean TERM?)"
      ),
      ("box:kill(\"TERM\", \"mars\")", "bad argument #2 to 'kill' (from: inside or host expected)"),
      ("box:send(\"FOO\")", "bad argument #1 to 'send' (unknown signal 'FOO'"),
      ("new(\"nosuch\")", "cannot read the script nosuch"),
      ("box:exec({})", "empty command: name a program"),
      ("local x = box:nosuch()", "repl:1: attempt to call a nil value (method 'nosuch')"),
      ("local x = box:kill(\"FOO\") print(x)", "repl:1: bad argument #1 to 'kill'"),
    ] {
      let result = try type(line)
      #expect(result.lines.count == 1 && result.output.hasPrefix(message), "\(result)")
    }
  }

  @Test func outputIsText() throws {
    let result = try type(#"box:exec({ "sh", "-c", "echo a; echo '\"b\"'" })"#, #""x\ny""#)
    #expect(result.lines.first?.contains("code = 0") == true, "\(result)")
    #expect(Array(result.lines.dropFirst()) == ["a", "\"b\"", "x", "y"], "\(result)")
  }

  /// The line of an experiment, not one of the module's.
  @Test func errorsInExperimentsNameTheirLine() throws {
    let file = try Workplace.script(
      """
      local box = require("experiment").box("c")
      it("is wrong", function()
        box:send("TREM")
      end)
      """)
    let result = try Command.sigbox(["test", file]).finish()
    #expect(result.output.contains(".lua:3: bad argument #1 to 'send'"), "\(result)")
  }
}

/// `sigbox run --watch` and the modules of a script.
struct WatchModulesTests {
  @Test func aSavedModuleStartsTheScriptAgain() throws {
    let directory = Workplace.directory.appendingPathComponent("watch-\(UUID().uuidString)")
    let below = directory.appendingPathComponent("parts")
    try FileManager.default.createDirectory(at: below, withIntermediateDirectories: true)
    func save(_ path: String, _ text: String, atomically: Bool = false) throws {
      try Data(text.utf8).write(
        to: directory.appendingPathComponent(path), options: atomically ? .atomic : [])
    }
    try save("a.lua", "return 'a1'")
    try save("parts/b.lua", "return 'b1'")
    try save("main.lua", "print(require('a') .. require('parts.b')) signal.pause()")
    let command = try Command.sigbox(
      ["run", "--watch", directory.appendingPathComponent("main.lua").path])
    try command.waitForLine("a1b1")
    try save("a.lua", "return 'a2'")
    try command.waitForLine("a2b1")
    try save("parts/b.lua", "return 'b2'", atomically: true)
    try command.waitForLine("a2b2")
    try save("main.lua", "print('end') signal.pause()", atomically: true)
    try command.waitForLine("end")
    kill(command.pid, SIGTERM)
    #expect(
      command.finish().error.contains(
        "another Lua file in its directory was saved: starting it again"))
  }
}
