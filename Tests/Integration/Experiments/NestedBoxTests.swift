import Foundation
import Testing

/// Boxes in boxes, and users in boxes, of experiments.
struct NestedBoxTests {
  private func passes(_ source: String, as user: User) throws {
    let file = try Workplace.script("local experiment = require('experiment')\n" + source)
    let result = try Command.sigbox(["test", "--timeout", "60s", file], as: user).finish()
    #expect(result.status == 0, "\(result)")
  }

  /// A signal from each level above is one from an ancestor namespace, pid_namespaces(7).
  @Test(arguments: User.available)
  func threeLevels(user: User) throws {
    try passes(
      """
      it("nests", function()
        local box = experiment.box(function()
          local middle = experiment.box(function()
            local inner = experiment.box(function()
              signal.block("USR1")
              while true do
                local info = signal.wait("USR1")
                print("from " .. info.pid, info.origin)
              end
            end)
            inner:send("USR1", "host")
            inner:expect("from 0\\thost")
            inner:send("USR1", "inside")
            inner:expect("from %d\\tinside")
            assert.effect("dropped", inner:kill("TERM", "host"))
            assert.effect("killed KILL", inner:kill("KILL", "host"))
            print("inner done")
            signal.pause()
          end, { nest = true, ready = "inner done" })
          assert.effect("dropped", middle:kill("KILL"))
          assert.effect("killed KILL", middle:kill("KILL", "host"))
          print("middle done")
          signal.pause()
        end, { nest = true, ready = "middle done" })
        assert.effect("dropped", box:kill("KILL"))
      end)
      """, as: user)
  }

  @Test(arguments: User.available)
  func boxesDoNotNestUnlessAsked(user: User) throws {
    try passes(
      """
      it("refuses", function()
        local box = experiment.box(function()
          local ok, message = pcall(experiment.box, { "sleep", "100" })
          print(ok, message)
          signal.pause()
        end)
        assert.matches("^false\\t.*ENOSYS", box:output())
      end)
      """, as: user)
  }

  @Test(arguments: User.available)
  func capabilities(user: User) throws {
    try passes(
      """
      it("has those of a container", function()
        local function count()
          local count = 0
          for _ in pairs(process.capabilities().effective) do count = count + 1 end
          print(count)
          process.sleep(100)
        end
        assert.equal("14\\n", experiment.box(count):output())
        local all = experiment.box(count, { nest = true }):output()
        assert.is_true(tonumber(all) > 30)
      end)
      """, as: user)
  }

  @Test(arguments: User.available)
  func thePidsOnTheHost(user: User) throws {
    try passes(
      """
      it("tells them", function()
        local box = experiment.box({ "sleep", "100" }, { ordinary = true })
        for _, entry in ipairs(box:ps()) do
          assert.is_true(entry.host_pid > entry.pid)
          local status = io.open("/proc/" .. entry.host_pid .. "/status"):read("a")
          assert.matches("NSpid:\\t" .. entry.host_pid .. "\\t" .. entry.pid .. "\\n", status)
        end
      end)
      """, as: user)
  }

  /// kill(2): the real or effective user of the sender is the real or saved one of the target.
  @Test(.enabled(if: User.isRoot, "needs root: the boxes of others have one user"))
  func usersMaySignalThemselvesOnly() throws {
    try passes(
      """
      it("refuses", function()
        local box = experiment.box(function()
          local reading, writing = process.pipe()
          local root = process.fork(function() process.sleep(100) end)
          local other = process.fork(function()
            assert(process.setresuid(1000, 1000, 1000))
            process.write(writing, "x")
            process.sleep(100)
          end)
          process.read(reading)
          process.fork(function()
            assert(process.setresuid(1000, 1000, 1000))
            print("root", select(3, signal.kill(root, "TERM")))
            print("init", select(3, signal.kill(1, 0)))
            print("other", signal.kill(other, "TERM"))
          end)
          while true do process.wait() end
        end, { ready = "other" })
        assert.matches("root\\tEPERM\\ninit\\tEPERM\\nother\\ttrue\\n", box:output())
      end)
      """, as: .current)
  }
}
