import Testing

/// The policies of lua/sigbox, each as PID 1 of a real box.
struct PolicyTests {
  /// A command that says what came to it, and ends with 3 of QUIT.
  private let recorder = """
    local init = require "sigbox.init"
    local reading, writing = process.pipe()
    local recorder = {"sh", "-c", [[
      for s in HUP INT QUIT USR1 USR2 WINCH; do trap "echo $s" $s; done
      trap 'echo TERM; exit 3' TERM
      echo ready
      while :; do sleep 1000 & wait; kill $!; done]], stdout = writing}
    local child = init.spawn(recorder)
    local buffer = ""
    local function line()
      while not buffer:find("\\n") do
        buffer = buffer .. assert(process.read(reading))
      end
      local first, rest = buffer:match("(.-)\\n(.*)")
      buffer = rest
      return first
    end
    --- A process of the box sends PID 1 signals, waiting for each to be seen.
    local function from_inside(fn)
      return process.fork(function() signal.setmask{} fn() end)
    end

    """

  @Test(arguments: User.available)
  func forwardsAndRewrites(user: User) throws {
    let result = try runScript(
      recorder + """
        assert(line() == "ready")
        init.rewrite{ TERM = "USR1", HUP = false }
        init.drop{ "USR2" }
        init.forward(child)
        from_inside(function()
          for _, pair in ipairs{{"INT", "INT"}, {"TERM", "USR1"}, {"HUP"}, {"USR2"}, {"QUIT", "QUIT"}} do
            signal.kill(1, pair[1])
            if pair[2] then local got = line() assert(got == pair[2], got) end
          end
          signal.kill(child, "TERM")
          line()
        end)
        local ended = init.wait(child)
        assert(ended.code == 3)
        init.kill_orphans(0.05)
        assert(#process.children() == 0)
        init.remap{ [3] = 40 }
        return init.status(ended)
        """, as: user)
    #expect(result.status == 40, "\(result)")
  }

  @Test func signalsBeforeForwardAreNotLost() throws {
    let result = try runScript(
      """
      local init = require "sigbox.init"
      local child = init.spawn{"sh", "-c", "trap 'exit 5' TERM; kill -TERM 1; while :; do sleep 0.01; done"}
      while not signal.pending().TERM do end
      init.forward(child)
      return init.wait(child).code
      """)
    #expect(result.status == 5, "\(result)")
  }

  @Test func onlyTheGivenSignalsAndTheWholeGroup() throws {
    try holds(
      """
      local init = require "sigbox.init"
      local reading, writing = process.pipe()
      local child = init.spawn{"sh", "-c", "trap 'echo outer' USR1; trap 'exit 0' TERM; "
        .. "(trap 'echo inner; exit' USR1; trap : USR2; echo ready; while :; do sleep 0.01; done) & "
        .. "while :; do sleep 0.01; done", stdout = writing}
      assert(process.read(reading) == "ready\\n")
      init.forward(child, { "USR1", "TERM" }, { group = true })
      process.fork(function() signal.kill(1, "USR2") signal.kill(1, "USR1")
        local text = ""
        while not (text:find("outer") and text:find("inner")) do text = text .. process.read(reading) end
        signal.kill(1, "TERM")
      end)
      assert(init.wait(child).code == 0, "USR2 would have killed it")
      local single = init.spawn{"sleep", "100", group = false}
      local ok, message = pcall(init.forward, single, nil, { group = true })
      assert(not ok and message:find("does not lead a process group"), message)
      ok, message = pcall(init.stop, single, { group = true })
      assert(not ok and message:find("does not lead a process group"), message)
      """)
  }

  @Test func theSecondSignalEscalates() throws {
    try holds(
      recorder + """
        assert(line() == "ready")
        init.escalate({ "INT", "QUIT" }, "KILL")
        init.forward(child)
        from_inside(function()
          signal.kill(1, "INT") assert(line() == "INT")
          signal.kill(1, "QUIT")
        end)
        assert(init.wait(child).name == "KILL")
        """)
  }

  @Test func delayedSignalsComeLater() throws {
    try holds(
      recorder + """
        assert(line() == "ready")
        init.delay({ "TERM" }, 0.2)
        init.forward(child)
        local start = process.clock()
        from_inside(function() signal.kill(1, "TERM") signal.kill(1, "INT") assert(line() == "INT") end)
        assert(init.wait(child).code == 3)
        assert(process.clock() - start >= 0.2)
        """)
  }

  @Test func stopKillsAfterTheGrace() throws {
    try holds(
      recorder + """
        assert(line() == "ready")
        local ended, killed = init.stop(child)
        assert(ended.code == 3 and killed == false)
        child = init.spawn{"sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.01; done", stdout = writing}
        repeat until line() == "ready"
        ended, killed = init.stop(child, { grace = 0.05, group = true })
        assert(ended.name == "KILL" and killed == true)
        local none, _, errno = init.stop(999999)
        assert(none == nil and errno == "ECHILD")
        """)
  }

  @Test(arguments: User.available)
  func orphansAreWaitedForOrKilled(user: User) throws {
    try holds(
      """
      local init = require "sigbox.init"
      local leaver = "(trap '' TERM; exec setsid sleep 100) & setsid sleep 200 & exit 9"
      assert(init.run({"sh", "-c", leaver}, { orphans = "kill", grace = 0.05 }) == 9)
      assert(#process.children() == 0)
      assert(init.run({"sh", "-c", "(sleep 0.1; echo late) & exit 8"}, { orphans = "wait" }) == 8)
      assert(#process.children() == 0)
      init.run{"sh", "-c", "sleep 100 & exit 0"}
      assert(not init.wait_all(process.clock() + 0.05), "one is left")
      assert(init.run{"nosuch"} == 127 and init.run{"/etc/passwd"} == 126)
      """, as: user)
  }

  /// Not as PID 1 it must leave alone what is not below it.
  @Test func asSubreaperItEndsItsDescendantsOnly() throws {
    try holds(
      """
      local init = require "sigbox.init"
      local bystander = process.spawn{"sleep", "100"}
      local ended = process.wait(process.fork(function()
        process.subreaper(true)
        local code = init.run({"sh", "-c", "setsid sleep 100 & exit 4"}, { orphans = "kill" })
        return #process.children() == 0 and code or 99
      end))
      assert(ended.code == 4)
      assert(process.status(bystander).state == "sleeping")
      """)
  }

  @Test func restartsUntilToldToStop() throws {
    try holds(
      """
      local init = require "sigbox.init"
      local ended, restarts = init.restart({"sh", "-c", "exit 3"}, { delay = 0, times = 4 })
      assert(ended.code == 3 and restarts == 4)
      ended, restarts = init.restart({"true"}, { delay = 0 })
      assert(ended.code == 0 and restarts == 0)
      ended, restarts = init.restart({"true"}, { delay = 0, when = "always", times = 2 })
      assert(restarts == 2)
      -- It ends of the TERM that it sends to PID 1.
      ended, restarts = init.restart({"sh", "-c", "kill -TERM 1; sleep 100"})
      assert(ended.name == "TERM" and restarts == 0)
      assert(select(3, init.restart{"nosuch"}) == "ENOENT")
      """)
  }

  @Test func childrenOfOtherMakesAreWaitedForToo() throws {
    try holds(
      """
      local init = require "sigbox.init"
      local child = process.fork(function() return 6 end)
      while process.status(child).state ~= "zombie" do end
      assert(init.wait(child).code == 6)
      local first, second = init.spawn{"true"}, init.spawn{"false"}
      assert(init.wait(second).code == 1 and init.wait(first).code == 0)
      assert(select(3, init.wait(first)) == "ECHILD")
      local slow = init.spawn{"sleep", "100"}
      assert(select(3, init.wait(slow, process.clock() + 0.02)) == "EAGAIN")
      -- A child does not have the mask of the router.
      local reading, writing = process.pipe()
      init.wait(init.spawn{"grep", "SigBlk", "/proc/self/status", stdout = writing})
      assert(process.read(reading) == "SigBlk:\\t0000000000000000\\n")
      """)
  }

  @Test func aHandlerOfTheScriptStillRuns() throws {
    try holds(
      """
      local init = require "sigbox.init"
      local ran = 0
      signal.handle("USR1", function() ran = ran + 1 end)
      local reading, writing = process.pipe()
      local child = init.spawn{
        "sh", "-c", "read go; kill -USR1 1; kill -ABRT 1; exit 0", mask = {}, stdin = reading,
      }
      signal.unblock("USR1")
      signal.handle("ABRT", function() ran = ran + 1 end)
      process.write(writing, "go\\n")
      assert(init.wait(child).code == 0)
      assert(ran == 2, ran)
      """)
  }

  @Test(arguments: [
    ("init.rewrite{ FOO = 'TERM' }", "unknown signal 'FOO'"),
    ("init.forward(1, 'FOO')", "unknown signal 'FOO'"),
    ("init.delay('TERM', 'x')", "seconds: number expected, got string"),
    ("init.remap{ [300] = 0 }", "an exit code is an integer from 0 to 255, not 300"),
    ("init.escalate('TERM', 'FOO')", "unknown signal 'FOO'"),
  ])
  func misuseIsRaised(call: String, message: String) throws {
    let result = try runScript(
      "local init = require 'sigbox.init' local ok, m = pcall(function() \(call) end)"
        + " assert(not ok) io.write(m)")
    #expect(result.output.contains(message), "\(result)")
  }
}
