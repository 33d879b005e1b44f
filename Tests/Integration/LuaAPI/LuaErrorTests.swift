import Foundation
import Testing

/// What a script's author reads: errors, tracebacks, and values as text.
struct LuaErrorTests {
  @Test func aMemoryErrorNamesTheLimitAndTheLine() throws {
    let growths = [
      "local s = 'x' while true do s = s .. s end", "local t while true do t = {t} end",
      "local t, n = {}, 0 while true do n = n + 1 t['k' .. n] = n end",
      "string.rep('x', 200 << 20)",
      "coroutine.wrap(function() while true do local _ = ('x'):rep(1e8) end end)()",
      "signal.handle('USR1', function() string.rep('x', 200 << 20) end) signal.raise('USR1')",
    ]
    for growth in growths {
      let script = try Workplace.script("local x\n" + growth)
      let result = try run("--lua-memory", "32m", script)
      #expect(result.status == 1)
      #expect(result.error.contains(":2: "), "\(growth): \(result)")
      #expect(
        result.error.contains(
          "not enough memory: the script's values exceed 32 MiB: use --lua-memory 64m"),
        "\(growth): \(result)")
    }
  }

  @Test func luaMemoryRaisesTheLimit() throws {
    let script = try Workplace.script("local s = string.rep('x', 40 << 20) print(#s)")
    #expect(try run("--lua-memory", "64m", script).status == 1)
    #expect(try run("--lua-memory", "128m", script).output == "41943040\n")
    #expect(
      try Command.sigbox(["init", "--lua-memory", "64m", script]).finish().status == 1)
    #expect(try Command.sigbox(["init", script]).finish().output == "41943040\n")
    // A script can still handle the error itself.
    try holds(
      """
      local ok, message = pcall(function() local s = "x" while true do s = s .. s end end)
      assert(not ok and message == "not enough memory")
      """)
  }

  @Test func resultsAreReadableAsText() throws {
    let result = try runScript(
      """
      signal.handle("USR1", print)
      signal.handle("RTMIN+1", print)
      signal.raise("USR1")
      signal.queue(1, "RTMIN+1", 7)
      print(process.wait(process.spawn{"sh", "-c", "exit 3"}))
      print(process.wait(process.spawn{"sh", "-c", "kill -KILL $$"}))
      process.spawn{"true"}
      while #process.children() == 0 or process.status(4).state ~= "zombie" do end
      print(process.reap()[1])
      print(signal.block("TERM", "HUP"), signal.mask())
      signal.block("CHLD")
      process.spawn{"sh", "-c", "kill -KILL $$"}
      print(signal.wait("CHLD"))
      print((tostring(process.status()):gsub("%a+$", "")))
      print(require("sigbox.inspect")({1, {}, a = "b", c = {d = true}}))
      """)
    #expect(
      result.lines == [
        "USR1 from pid 1 (inside)", "RTMIN+1 from pid 1 (inside), value 7", "pid 2 exited 3",
        "pid 3 killed by KILL", "pid 4 exited 0", "{}\t{HUP, TERM}",
        "CHLD about child 5 (killed by KILL)", "pid 1 (sigbox), ",
        "{ 1, {}, a = \"b\", c = { d = true } }",
      ], "\(result)")
  }

  /// The text of a result is all that its metatable adds.
  @Test func resultsAreStillPlainTables() throws {
    try holds(
      """
      local set = signal.block("TERM", "HUP")
      assert(next(set) == nil and #signal.mask() == 2)
      local count = 0
      for _ in pairs(signal.mask()) do count = count + 1 end
      assert(count == 4)
      assert(signal.setmask(signal.mask()).TERM)
      local ended = process.wait(process.spawn{"sh", "-c", "exit 3", mask = signal.mask()})
      ended.code, ended.name = nil, nil
      assert(tostring(ended) == "pid 2 exited")
      assert(rawlen(ended) == 0 and ended ~= process.status())
      setmetatable(ended, nil)
      assert(tostring(ended):find("^table: "))
      """)
  }

  @Test func aMissingFunctionNamesTheRightOne() throws {
    for (call, hint) in [
      ("signal.signal()", "signal.signal: use signal.handle"),
      ("signal.handel()", "signal.handel: did you mean signal.handle?"),
      ("signal.SIGTERM()", "signals are named by strings, as \"TERM\""),
      ("signal.nonsense()", "no such function: sigbox show signal lists them"),
      ("process.kill(1)", "process.kill: use signal.kill"),
      ("process.waitpid()", "process.waitpid: use process.wait"),
      ("process.getpid()", "process.getpid: use process.pid"),
      ("terminal.isatty(0)", "terminal.isatty: use terminal.is"),
      ("local x = process.spwan", "did you mean process.spawn?"),
    ] {
      try expectMisuse(call, hint)
    }
    try holds("assert(rawget(signal, 'signal') == nil)")
    // What the hints name is there.
    let hints = Workplace.root.appendingPathComponent("lua/sigbox/names.lua")
    let text = try String(contentsOf: hints, encoding: .utf8)
    let names = Set(
      text.matches(of: try Regex("(signal|process|terminal)\\.[a-z_]+")).map {
        String(text[$0.range])
      })
    #expect(names.count > 30)
    try holds(names.sorted().map { "assert(\($0))" }.joined(separator: "\n"))
  }

  @Test func aTracebackShowsWhatTheHandlerInterrupted() throws {
    let result = try runScript(
      """
      signal.handle("TERM", function()
        print(debug.traceback("here"))
      end)
      local function work()
        signal.raise("TERM")
      end
      work()
      signal.handle("HUP", function() error("oops") end)
      coroutine.wrap(function()
        signal.raise("HUP")
      end)()
      """)
    let traceback = result.output.replacing(
      try Regex("[^\\s<]+\\.lua"), with: "x.lua")
    #expect(
      traceback.hasPrefix(
        """
        here
        stack traceback:
        \tx.lua:2: in function <x.lua:1>
        [interrupted by TERM]
        stack traceback:
        \t[C]: in function 'signal.raise'
        \tx.lua:5: in local 'work'
        \tx.lua:7: in main chunk
        """), "\(traceback)")
    #expect(result.error.contains("error in the handler of HUP: "))
    #expect(result.error.contains("[interrupted by HUP]\n"), "\(result)")
    #expect(result.error.contains(":10: in function <"), "\(result)")
  }

  @Test func aTracebackHasNoFrameOfRequire() throws {
    let module = URL(fileURLWithPath: try Workplace.script("error('x')"))
    let name = module.deletingPathExtension().lastPathComponent
    let result = try run(try Workplace.script("require '\(name)'"))
    #expect(result.error.contains("\(name).lua:1: x"), "\(result)")
    #expect(result.error.contains(".lua:1: in main chunk"), "\(result)")
    #expect(!result.error.contains("sigbox/"), "\(result)")
  }

  @Test func pendingTakesBustedsForms() throws {
    let file = try Workplace.script(
      """
      pending("later", function() error("never called") end)
      pending("bare")
      pending("told", "a reason")
      it("inside", function() pending("not yet") error("never reached") end)
      it("passes", function() assert.equal(1, 1) end)
      """)
    let result = try Command.sigbox(["test", "--report", "tap", file]).finish()
    #expect(result.status == 0, "\(result)")
    #expect(result.output.matches(of: try Regex("(?i)# skip")).count == 4, "\(result)")
    for reason in ["later", "bare", "a reason", "not yet"] {
      #expect(result.output.contains(reason), "\(result)")
    }
  }

  @Test func aWrongDeclarationNamesItsLine() throws {
    for (source, line, message) in [
      ("\nit('x')", 2, "it(name, function) expected"),
      ("\n\nbefore_each('x')", 3, "before_each(function) expected"),
      ("pending()", 1, "pending(name, reason or function) expected"),
      ("it('x', function()\nit('y', function() end) end)", 2, "inside an experiment"),
    ] {
      let file = try Workplace.script(source)
      let result = try Command.sigbox(["test", file]).finish()
      #expect(result.status == 1)
      #expect(
        result.output.contains(".lua:\(line): \(message)") || result.output.contains(message),
        "\(result)")
      #expect(result.output.contains(".lua:\(line): "), "\(result)")
    }
  }

  @Test func equalTablesHintAtSame() throws {
    let file = try Workplace.script(
      """
      it("same", function() assert.equal({1, 2}, {1, 2}) end)
      it("other", function() assert.equal({1, 2}, {1, 3}) end)
      """)
    let result = try Command.sigbox(["test", "--report", "tap", file]).finish()
    #expect(result.output.components(separatedBy: "use assert.same").count == 2, "\(result)")
  }

  @Test func aWrongFilterIsToldOnce() throws {
    let file = try Workplace.script("it('x', function() end)")
    let result = try Command.sigbox(["test", "--filter", "(", file, file]).finish()
    #expect(result.status == 125, "\(result)")
    #expect(result.error == "sigbox: invalid pattern '(': unfinished capture\n", "\(result)")
    #expect(result.output.isEmpty, "\(result)")
  }
}
