import Foundation
import Testing

/// What once went wrong and took a storm, or an unusual program, to show.
struct RegressionTests {
  @Test func everyHandlerGetsItsOwnSignal() throws {
    let result = try runScript(
      """
      local names = {"HUP", "USR1", "USR2", "ALRM", "PIPE", "IO"}
      local handled, wrong = 0, 0
      for _, name in ipairs(names) do
        signal.handle(name, function(info)
          handled = handled + 1
          if info.name ~= name then wrong = wrong + 1 end
        end)
      end
      local storm = process.fork(function()
        for _ = 1, 20000 do for _, name in ipairs(names) do signal.kill(1, name) end end
      end)
      repeat local ended = process.wait(storm, {nohang = true}) until ended
      assert(handled > 100)
      return wrong == 0
      """)
    #expect(result.status == 0, "\(result)")
  }

  @Test func aForkedChildKeepsTheSignalsSentToIt() throws {
    let result = try runScript(
      """
      for _ = 1, 200 do
        local got = false
        signal.handle("USR1", function() got = true end)
        local child = process.fork(function()
          while not got do process.sleep(20) end
        end)
        signal.kill(child, "USR1")
        assert(process.wait(child).code == 0)
      end
      """)
    #expect(result.status == 0, "\(result)")
  }

  @Test func stormsStarveNoCall() throws {
    let result = try runScript(
      """
      signal.handle("USR1", function() end, {restart = true})
      local storm = process.fork(function() while true do signal.kill(1, "USR1") end end)
      for _ = 1, 20 do
        assert(process.wait(process.fork(function() return 3 end)).code == 3)
      end
      signal.kill(storm, "KILL")
      """)
    #expect(result.status == 0, "\(result)")
  }

  /// The kernel forgets the parent-death signal of a program that changes its user.
  @Test(.tags(.root), .enabled(if: User.isRoot, "only root can become another user"))
  func theBoxDiesThoughPID1ChangedItsUser() throws {
    let name = "sigbox-\(UUID().uuidString.prefix(8))"
    let command = try Command.sigbox([
      "run", "--timeout", "60s", "--", "setpriv", "--reuid=1000", "--regid=1000",
      "--clear-groups", "sh", "-c", "echo ready; exec sleep 1000", name,
    ])
    try command.waitForLine("ready")
    let sigbox = command.pid
    let children = try String(
      contentsOfFile: "/proc/\(sigbox)/task/\(sigbox)/children", encoding: .utf8
    ).split(separator: " ").compactMap { Int32($0) }
    #expect(!children.isEmpty)
    kill(sigbox, SIGKILL)
    // The output ends with the last process that holds it.
    _ = command.finish()
    let deadline = Date().addingTimeInterval(30)
    while children.contains(where: { kill($0, 0) == 0 }), Date() < deadline { usleep(1000) }
    #expect(!children.contains { kill($0, 0) == 0 })
  }

  @Test func oddArguments() throws {
    let result = try runScript(
      """
      local function fails(part, fn, ...)
        local ok, message = pcall(fn, ...)
        assert(not ok and message:find(part), tostring(message))
      end
      fails("names with values", signal.handle, "TERM", print, {"restart"})
      fails("names with values", process.wait, -1, {"nohang"})
      fails("longer than 16 MiB", signal.raise, ("x"):rep(20 << 20))
      """)
    #expect(result.status == 0, "\(result)")
  }

  @Test func whatIsLeftOutNamesItsReplacement() throws {
    try holds(
      """
      for name, instead in pairs{["os.exit"] = "process.exit", ["os.execute"] = "process.spawn",
        ["io.popen"] = "process.pipe", dofile = "require", loadfile = "require"} do
        local ok, message = pcall(load("return " .. name)(), "x")
        assert(not ok and message:find(name .. " is not available: use ", 1, true), message)
        assert(message:find(instead, 1, true), message)
      end
      """)
  }

  @Test func aHandledLastSignalHintsAtGrace() throws {
    let script = try Workplace.script(
      "signal.handle('TERM', function() end) while true do signal.pause() end")
    let bare = try run("--send", "TERM", script)
    #expect(
      bare.output.contains("sigbox ended the box, --grace 10s would let it continue"), "\(bare)")
    let dropped = try run("--send", "TERM", "--send", "USR1", script)
    #expect(dropped.output.contains("sigbox ended the box (exit status 137)"), "\(dropped)")
  }
}
