import Foundation
import Testing

/// Random calls of all Lua functions, with values at the edges.
///
/// By default a part of them is made. `SIGBOX_FUZZ=all` makes 100,000, which takes half an hour.
struct APIFuzzTests {
  private static let isLong = ProcessInfo.processInfo.environment["SIGBOX_FUZZ"] == "all"
  /// The calls of one box.
  private static let calls = 400
  private static let seeds = Array(1...(isLong ? 250 : 8))

  @Test(arguments: seeds)
  func noCallFaults(seed: Int) throws {
    let fixture = Workplace.root.appendingPathComponent("Tests/Fixtures/api-fuzz.lua")
    let script = try Workplace.script(try String(contentsOf: fixture, encoding: .utf8))
    let user: User = seed.isMultiple(of: 4) ? .unprivileged : .current
    let result = try Command.sigbox(
      ["run", "--timeout", "300s", script, "\(seed)", "\(Self.calls)"], as: user
    ).finish()
    #expect(result.status == 0, "seed \(seed): \(result.status) \(result.error.suffix(500))")
    #expect(
      result.output.hasSuffix("done \(Self.calls) faults 0\n"),
      "seed \(seed): \(result.output.suffix(500))")
  }

  /// The fuzzer notices a fault of a child.
  @Test func theFuzzerNotices() throws {
    let fixture = Workplace.root.appendingPathComponent("Tests/Fixtures/api-fuzz.lua")
    let source = try String(contentsOf: fixture, encoding: .utf8)
    let faulty = "local faulty = signal.fault json = { f = function() faulty('SEGV') end }\n"
    let script = try Workplace.script(
      faulty + source.replacingOccurrences(of: "json = require(\"json\"),", with: "json = json,"))
    let result = try Command.sigbox(["run", script, "1", "16", "json"]).finish()
    #expect(result.output.contains("FAULT SEGV at ") && result.output.contains("json.f"))
    #expect(!result.output.hasSuffix("faults 0\n"))
  }

  /// Tables are copied for a call: neither a length that is none nor nested ones fill the memory.
  @Test func argumentsAreBounded() throws {
    let script = try Workplace.script(
      """
      local gaps = {}
      for power = 1, 62 do gaps[1 << power] = 1 end
      gaps[1] = 1
      assert(#gaps > 1 << 40)
      local nested = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }
      for _ = 1, 6 do nested = { nested, nested, nested, nested, nested, nested, nested, nested, nested } end
      for _, table in ipairs{ gaps, nested } do
        local ok, message = pcall(process.poll, table, 0)
        assert(not ok and message:find("more than 1048576 values"), message)
      end
      -- The next call is as usual.
      assert(process.poll({ 1 }, 0))
      assert(process.wait(process.spawn{ "true" }).code == 0)
      """)
    let result = try Command.sigbox(["run", "--timeout", "60s", script]).finish()
    #expect(result.status == 0, "\(result)")
  }

  /// Each is refused, and nothing traps.
  @Test(arguments: [
    "0/0", "-(0/0)", "math.huge", "-math.huge", "1e19", "-1e19", "2^63", "-2^63 - 1e10", "2^64",
    "-0.0",
  ])
  func numbersThatAreNone(number: String) throws {
    let script = try Workplace.script(
      """
      local n = \(number)
      local ended = process.spawn{ "true" }
      local calls = {
        { process.sleep, n }, { process.poll, {}, n }, { signal.wait, "USR1", n }, { signal.alarm, n },
        { signal.timer, "real", n }, { signal.timer, "real", 1, n }, { signal.timer_create, "USR1", n },
        { signal.timer_create, "USR1", 1, { interval = n } },
        { signal.timer_create, "USR1", 1, { value = n } }, { signal.timer_delete, n },
        { process.wait, n }, { process.wait, -1, { pidfd = n } }, { process.exit, n },
        { process.status, n }, { process.tree, n }, { process.pidfd, n }, { process.setpgid, n },
        { process.setpgid, 0, n }, { process.getpgid, n }, { process.getsid, n }, { process.nice, n },
        { process.read, n }, { process.read, 0, n }, { process.write, n, "" }, { process.close, n },
        { process.dup, n }, { process.dup2, n, 5 }, { process.dup2, 1, n }, { process.nonblock, n },
        { process.poll, { n }, 0 }, { process.stat, n }, { process.setuid, n }, { process.setgid, n },
        { process.setresuid, n }, { process.setresgid, n }, { process.setgroups, { n } },
        { process.limit, "nofile", n }, { process.limit, "nofile", 64, n }, { process.accept, n },
        { process.send, n, "" }, { process.receive, n }, { process.receive, 0, n },
        { process.listen, "@x", "stream", { backlog = n } }, { signal.kill, n, "TERM" },
        { signal.kill, 1, n }, { signal.killpg, n, "TERM" }, { signal.tgkill, n, 1, "TERM" },
        { signal.tgkill, 1, n, "TERM" }, { signal.send, n, "TERM" }, { signal.queue, n, "TERM" },
        { signal.queue, 1, "RTMIN", n }, { signal.queue_limit, n }, { signal.read, n },
        { signal.handle, n, print }, { signal.number, n }, { signal.raise, n },
        { terminal.is, n }, { terminal.size, 0, n, 1 }, { terminal.foreground, 0, n },
        { process.spawn, { "true", stdin = n } }, { process.spawn, { "true", descriptors = { n } } },
        { process.spawn, { "true", group = n } }, { process.spawn, { "true", uid = n } },
        { process.spawn, { "true", terminal = n } }, { process.spawn, { "true", limits = { cpu = n } } },
      }
      for index, call in ipairs(calls) do
        local ok, message = pcall(table.unpack(call))
        assert(not ok and message:find("bad argument #"), index .. ": " .. tostring(message))
      end
      """)
    let result = try Command.sigbox(["run", "--timeout", "60s", script]).finish()
    #expect(result.status == 0, "\(result)")
    let status = try Command.sigbox(["run", Workplace.script("return \(number)")]).finish()
    #expect(status.status == 1 && status.error.contains("an exit code is an integer"), "\(status)")
  }
}
