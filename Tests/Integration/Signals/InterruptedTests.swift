import Foundation
import Testing

/// Handlers that come while Lua is in a C function or waits.
struct InterruptedTests {
  @Test(arguments: [
    "(('a'):rep(30)):find(('a*'):rep(20) .. 'b')", "long:find('a*a*b')", "long:match('(a*)%1b')",
    "long:gsub('.-b', 'x')", "for _ in long:gmatch('a-b') do end",
    "(('('):rep(1 << 20)):find('%b()')", "numbers() table.sort(list)",
  ])
  func aHandlerRunsInside(call: String) throws {
    let result = try runScript(
      """
      local long, list = ("a"):rep(1 << 20), {}
      local function numbers()
        for i = 1, 2e6 do list[i] = i * 7919 % 1000003 end
      end
      signal.handle("USR1", function()
        -- What it does with patterns itself is its own.
        assert(("key=value"):match("(%w+)=(%w+)") == "key")
        print("ran")
        process.exit(7)
      end)
      \(call.hasPrefix("numbers") ? "numbers() numbers = function() end" : "")
      local parent = process.pid()
      process.fork(function() process.sleep(0.1) signal.kill(parent, "USR1") end);
      \(call)
      print("too late")
      """)
    #expect(result.output == "ran\n" && result.status == 7, "\(result)")
  }

  @Test func patternsGoOnAfterAHandler() throws {
    try holds(
      """
      local count = 0
      signal.handle("ALRM", function() count = count + 1 end)
      signal.timer("real", 0.001, 0.001)
      local text = ("ab "):rep(20000)
      local began = process.clock()
      repeat
        local result, n = text:gsub("(%w+) ?", function(word) return word .. "-" end)
        assert(n == 20000 and result == ("ab-"):rep(20000))
        local words = 0
        for word in text:gmatch("%a+") do
          assert(word == "ab")
          words = words + 1
        end
        assert(words == 20000)
        assert(not text:sub(1, 300):find(".-.-x"))
      until count > 3
      """)
  }

  /// sigbox has its own matcher, whose results and errors are those of Lua's.
  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/lua5.4"),
      "needs lua5.4: run scripts/setup test"))
  func patternsMatchAsInLua() throws {
    let script = Workplace.root.appendingPathComponent("Tests/Fixtures/patterns.lua").path
    for seed in 1...3 {
      let own = try Command.sigbox(["init", script, "\(seed)", "5000"]).finish()
      let lua = try Command(["/usr/bin/lua5.4", script, "\(seed)", "5000"]).finish()
      #expect(lua.status == 0 && lua.output.utf8.count > 100_000, "\(lua.error)")
      #expect(own.status == 0 && own.output == lua.output, "seed \(seed): \(own.error)")
    }
  }

  @Test func aSignalIsHandledOnceItsHandlerRuns() throws {
    let busy = try Workplace.script("signal.handle('TERM', function() end) while true do end")
    let result = try run("--send", "TERM", "--send", "TERM", busy)
    #expect(
      result.output.components(separatedBy: "TERM from inside: handled: ").count == 3, "\(result)")
    let deferred = try Workplace.script(
      "signal.handle('TERM', function() end, {when = 'deferred'}) while true do end")
    let caught = try run("--send", "TERM", "--json", deferred)
    #expect(caught.output.contains("TERM is caught (SigCgt) and was delivered, but"), "\(caught)")
    #expect(
      caught.output.matches(of: try Regex("\"verdict\" ?: ?\"caught\"")).count == 1, "\(caught)")
    // Of a program no more is known than that the signal is caught.
    let program = try run(
      "--send", "TERM",
      try Workplace.script(
        "process.exec{'sh', '-c', \"trap 'echo got' TERM; while :; do :; done\"}"))
    #expect(program.output.contains("TERM from inside: handled: "), "\(program)")
  }

  @Test func waitCanGoOnAfterHandlers() throws {
    try holds(
      """
      local count = 0
      signal.handle("USR1", function() count = count + 1 end)
      local function start()
        return process.spawn{"sh", "-c", "kill -USR1 1; kill -USR1 1; sleep 0.1; kill -USR1 1; exit 4"}
      end
      local child = start()
      local ended, _, errno = process.wait(child)
      assert(not ended and errno == "EINTR" and count > 0)
      assert(process.wait(child, {restart = true}).code == 4)
      count = 0
      assert(process.wait(start(), {restart = true}).code == 4 and count >= 2)
      -- Also for a signal that was there before.
      signal.block("USR1")
      signal.raise("USR1")
      child = process.spawn{"sh", "-c", "exit 5", mask = {}}
      signal.handle("USR2", function() end)
      signal.raise("USR2")
      assert(process.wait(child, {restart = true}).code == 5)
      """)
    try expectMisuse("process.wait(-1, {restart = 1})", "unknown option 'restart'", "boolean")
  }
}
