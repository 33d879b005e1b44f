import Foundation
import Testing

/// The Lua module `signal`, each function in a real box.
struct SignalAPITests {
  @Test func handleTellsWhoSentWhat() throws {
    try holds(
      """
      local seen
      signal.handle("USR1", function(info) seen = info end)
      assert(signal.raise("usr1") == true)
      assert(seen.signal == 10 and seen.name == "USR1" and seen.pid == 1 and seen.uid == 0)
      assert(seen.code == -6 and seen.cause == "thread" and seen.value == 0)
      assert(math.abs(seen.time - os.time()) < 60)
      seen = nil
      assert(signal.kill(process.pid(), 10))
      assert(seen.code == 0 and seen.cause == "user")
      local caught = process.status().SigCgt
      assert(caught.USR1 and #caught == 1)
      """)
  }

  @Test func handlersExistInTheKernelForAll62() throws {
    try holds(
      """
      local count = 0
      for number, name in ipairs(signal.list()) do
        if name ~= "KILL" and name ~= "STOP" then
          signal.handle(number, function(info)
            assert(info.signal == number and info.name == name)
            count = count + 1
          end)
          signal.raise(number)
        end
      end
      assert(count == 62 and #process.status().SigCgt == 62)
      """)
  }

  @Test func ignoreAndDefaultShowInTheKernel() throws {
    try holds(
      """
      signal.ignore("INT", {"QUIT", "RTMIN+1"}, 33)
      local ignored = process.status().SigIgn
      assert(#ignored == 4 and ignored.INT and ignored.QUIT and ignored["RTMIN+1"] and ignored["33"])
      signal.handle("TERM", print)
      signal.default("TERM", "INT", {QUIT = true, HUP = false}, "RTMIN+1", "33")
      local status = process.status()
      assert(#status.SigIgn == 0 and #status.SigCgt == 0)
      assert(signal.raise("TERM") and signal.raise("KILL"), "PID 1 outlives its own KILL")
      """)
  }

  @Test func blockedSignalsWait() throws {
    try holds(
      """
      local order = {}
      for _, name in ipairs {"USR1", "USR2"} do
        signal.handle(name, function(info) order[#order + 1] = info.name end)
      end
      local before = signal.block("USR1", "USR2")
      assert(#before == 0 and process.status().SigBlk.USR1)
      signal.raise("USR2") signal.raise("USR1") signal.raise("USR1")
      local pending = signal.pending()
      assert(#order == 0 and #pending == 2 and pending.USR1 and pending[2] == "USR2")
      assert(#signal.unblock("USR1") == 2)
      assert(#order == 1 and order[1] == "USR1")
      signal.unblock("USR2")
      assert(order[2] == "USR2" and #signal.pending() == 0)
      signal.block("KILL")
      assert(not process.status().SigBlk.KILL, "the kernel leaves KILL out of any mask")
      """)
  }

  @Test func handlersRunUnderTheirOwnMask() throws {
    try holds(
      """
      local log = {}
      local function note(text) log[#log + 1] = text end
      signal.handle("USR2", function() note("USR2") end)
      signal.handle("HUP", function() note("HUP") end)
      local runs = 0
      signal.handle("USR1", function()
        local blocked = process.status().SigBlk
        assert(blocked.USR1 and blocked.HUP and #blocked == 2)
        runs = runs + 1
        note("begin") signal.raise("USR2") signal.raise("HUP")
        if runs == 1 then signal.raise("USR1") end
        note("end")
      end, {mask = {"HUP"}})
      signal.raise("USR1")
      assert(#process.status().SigBlk == 0)
      -- Both are pending when the first handler ends, and the frame that the kernel builds last
      -- runs first; the second HUP comes from the second USR1.
      local order = table.concat(log, " ")
      assert(order == "begin USR2 end begin USR2 end HUP HUP", order)
      signal.handle("USR1", function()
        runs = runs + 1
        if runs == 3 then
          signal.raise("USR1") assert(runs == 3)
          signal.unblock("USR1") assert(runs == 4)
        end
      end)
      signal.raise("USR1")
      assert(runs == 4 and #process.status().SigBlk == 0)
      """)
  }

  /// More of them than one look at the ring runs.
  @Test func whatAHandlerBlockedRunsWhenItEnds() throws {
    try holds(
      """
      local n, done, me = 0, nil, process.pid()
      signal.handle("RTMIN", function()
        n = n + 1
        if done and n == 200 then process.write(done, "x") end
      end, {restart = true})
      signal.handle("USR1", function()
        for i = 1, 100 do signal.queue(me, "RTMIN", i) end
      end, {mask = {"RTMIN"}, restart = true})
      signal.raise("USR1")
      -- Without a call that would look at the ring itself.
      local turns = 0
      while n < 100 and turns < 100000000 do turns = turns + 1 end
      assert(n == 100, n)
      -- Nor does a wait that goes on sleep over them.
      local reading
      reading, done = process.pipe()
      local child = process.fork(function()
        signal.kill(me, "USR1")
        return #process.poll({reading}, 20) == 1 and 0 or 1
      end)
      assert(process.wait(child).code == 0 and n == 200, n)
      """)
  }

  @Test func optionsOfHandle() throws {
    try holds(
      """
      local depth, deepest = 0, 0
      signal.handle("USR1", function()
        depth = depth + 1
        deepest = math.max(deepest, depth)
        if depth < 5 then signal.raise("USR1") end
        depth = depth - 1
      end, {nodefer = true})
      signal.raise("USR1")
      assert(deepest == 5)
      local count = 0
      signal.handle("USR2", function() count = count + 1 end, {resethand = true})
      signal.raise("USR2")
      assert(count == 1 and not process.status().SigCgt.USR2)
      signal.raise("USR2") -- dropped now
      assert(count == 1)
      signal.handle("CHLD", function() end, {nocldwait = true})
      local child = process.spawn{"true"}
      local result, _, name = process.wait(child)
      while not result and name == "EINTR" do result, _, name = process.wait(child) end
      assert(name == "ECHILD", "no zombie was left to wait for")
      """)
  }

  @Test func waitAcceptsSignals() throws {
    try holds(
      """
      local parent = process.pid()
      signal.block("USR1", "USR2")
      process.fork(function() signal.kill(parent, "USR2") end)
      local info = signal.wait({"USR1", "USR2"})
      assert(info.name == "USR2" and info.pid > 1 and info.cause == "user")
      local nothing, message, name = signal.wait("USR1", 0.01)
      assert(nothing == nil and name == "EAGAIN" and message)
      signal.raise("USR1")
      assert(signal.wait().name == "USR1", "without a set: whatever is blocked")
      assert(select(3, signal.wait(nil, 0)) == "EAGAIN")
      assert(select(3, signal.wait(0)) == "EAGAIN")
      -- A signal that is not blocked is, while it is waited for.
      process.fork(function()
        while process.status(1).state ~= "sleeping" do end
        signal.kill(1, "HUP")
      end)
      assert(signal.wait("HUP", 30).name == "HUP")
      assert(not process.status().SigBlk.HUP)
      """)
  }

  @Test func handlersInterruptEveryBlockingCall() throws {
    let calls = [
      "return process.sleep(30)", "return process.wait(child)", "signal.pause() return 1",
      "return signal.wait({'HUP'}, 30)", "return signal.wait()", "while not ran do end return 1",
      "local f = coroutine.wrap(function() while not ran do end end) f() return 1",
    ]
    for call in calls {
      try holds(
        """
        ran = false
        signal.handle("USR1", function() ran = true end)
        local child = process.spawn{"sleep", "1000"}
        -- Again and again, for the first may come before the call.
        process.fork(function() while process.sleep(0.01) do signal.kill(1, "USR1") end end)
        local start = os.time()
        local function call() \(call) end
        call()
        assert(ran and os.time() - start < 25)
        """)
    }
  }

  @Test func sleepSaysWhatIsLeft() throws {
    try holds(
      """
      signal.handle("USR1", function() end)
      process.fork(function()
        while process.status(1).state ~= "sleeping" do end
        signal.kill(1, "USR1")
      end)
      local left = process.sleep(20)
      assert(left > 10 and left <= 20, left)
      assert(process.sleep(0) == 0 and process.sleep(0.001) == 0)
      """)
  }

  @Test(arguments: [100_000])
  func stormOfRealTimeSignalsKeepsValuesAndOrder(count: Int) throws {
    try holds(
      """
      local expected = 0
      signal.handle("RTMIN", function(info)
        assert(info.value == expected, info.value .. " for " .. expected)
        assert(info.cause == "queue")
        expected = expected + 1
      end)
      local storm = assert(process.spawn{"./storm", 1, signal.list()[34] and 34, \(count)})
      while expected < \(count) do process.sleep(20) end
      local ended = process.wait(storm)
      assert(ended.code == 0 and expected == \(count))
      """)
  }

  @Test func stormOfStandardSignalsIsMergedAndTheLastIsNotLost() throws {
    try holds(
      """
      local count, last = 0, 0
      -- Not info.time: of merged signals that is the first one's.
      signal.handle("USR1", function() count, last = count + 1, process.clock() end)
      local storm = assert(process.spawn{"./storm", 1, 10, 100000, stdout = "/tmp/time"})
      local ended
      repeat ended = process.wait(storm) until ended
      assert(ended.code == 0)
      local sent = io.open("/tmp/time"):read("n") / 1e9
      assert(count >= 1 and count <= 100000)
      assert(last >= sent - 1e-6, "the handler ran after the last was sent")
      io.stderr:write(count, " of 100000\\n")
      """)
  }

  @Test func aFullRingKeepsTheScriptsMask() throws {
    // More than the ring holds, while Lua runs nothing that looks at it.
    try holds(
      """
      local count = 0
      signal.handle("RTMIN", function()
        count = count + 1
        local blocked = process.status().SigBlk
        assert(#blocked == 1 and blocked.RTMIN, "the handler's own mask")
      end)
      local storm = process.spawn{"./storm", 1, 34, 1000}
      local text = ("a"):rep(30)
      string.find(text, ("a*"):rep(5) .. "b") -- in C, where no handler can run
      signal.block("USR1")
      repeat local ended = process.wait(storm) until ended
      while count < 1000 do process.sleep(10) end
      local blocked = process.status().SigBlk
      assert(#blocked == 1 and blocked.USR1)
      """)
  }

  /// As in the kernel, however many there are: none is left behind for what comes next.
  @Test func allThatIsPendingIsHandledBeforeUnblockReturns() throws {
    try holds(
      """
      local count, faults = 0, 0
      signal.handle("SEGV", function() faults = faults + 1 end)
      signal.handle("RTMIN", function() count = count + 1 end, {mask = {"SEGV"}})
      local function queue(all)
        count = 0
        signal.block("RTMIN")
        for i = 1, all do assert(signal.queue(process.pid(), "RTMIN", i)) end
      end
      queue(3000)
      signal.unblock("RTMIN")
      assert(count == 3000 and #signal.mask() == 0 and #process.status().SigBlk == 0)
      queue(3000)
      signal.setmask({})
      signal.fault("SEGV")
      assert(count == 3000 and faults == 1)
      queue(3000)
      local child = process.fork(function()
        queue(3000)
        signal.unblock("RTMIN")
        process.exec({"sh", "-c", "grep -q 'SigBlk:.0*$' /proc/self/status"})
      end)
      assert(process.wait(child).code == 0)
      """)
  }

  @Test func killReportsWhatTheKernelRefuses() throws {
    try holds(
      """
      local function refused(name, ...)
        local result, message, errno = ...
        assert(result == nil and errno == name and message:find(name), tostring(errno))
      end
      refused("ESRCH", signal.kill(999999, "TERM"))
      refused("ESRCH", signal.kill(-999999, "TERM"))
      assert(signal.kill(1, 0) == true)
      local child = process.spawn{"sleep", "100", group = true}
      assert(signal.kill(-child, "KILL"))
      assert(process.wait(child).name == "KILL")
      """)
    // Another user's process: the host's root is nobody inside.
    let result = try runScript(
      """
      process.fork(function() end)
      print(select(3, signal.kill(2, "TERM")))
      """, as: .current)
    #expect(result.status == 0)
  }

  @Test(arguments: [
    ("signal.handle('KILL', print)", "#1", "KILL cannot be handled: EINVAL"),
    ("signal.handle('STOP', print)", "#1", "STOP cannot be handled: EINVAL"),
    ("signal.ignore('TERM', 'KILL')", "#1", "KILL cannot be ignored: EINVAL"),
    ("signal.default(9)", "#1", "KILL cannot be set to default: EINVAL"),
    ("signal.handle('FOO', print)", "#1", "unknown signal 'FOO': EINVAL"),
    ("signal.handle(65, print)", "#1", "unknown signal 65"),
    ("signal.handle(-1, print)", "#1", "unknown signal -1"),
    ("signal.handle(1.5, print)", "#1", "unknown signal 1.5"),
    ("signal.handle({}, print)", "#1", "which: signal name or number expected, got table"),
    ("signal.handle()", "#1", "got no value"),
    ("signal.handle('TERM')", "#2", "handler: function expected, got no value"),
    ("signal.handle('TERM', print, 1)", "#3", "options: table expected, got number"),
    ("signal.handle('TERM', print, {x = true})", "#3", "unknown option 'x'"),
    ("signal.handle('TERM', print, {restart = 1})", "#3", "option restart: boolean expected"),
    ("signal.handle('TERM', print, {mask = {'FOO'}})", "#3", "unknown signal 'FOO'"),
    ("signal.ignore()", "#1", "signal or set expected"),
    ("signal.block({TERM = 1})", "#1", "true for each name"),
    ("signal.block({[0.5] = true})", "#1", "no number keys"),
    ("signal.block(true)", "#1", "got boolean"),
    ("signal.wait('FOO')", "#1", "unknown signal 'FOO'"),
    ("signal.wait({'TERM'}, 'x')", "#2", "seconds: number expected, got string"),
    ("signal.wait({'TERM'}, -1)", "#2", "seconds must be 0 or more"),
    ("signal.wait({'TERM'}, 0/0)", "#2", "seconds must be 0 or more"),
    ("signal.kill('x', 'TERM')", "#1", "pid: integer expected, got string"),
    ("signal.kill(1)", "#2", "which: signal name or number expected"),
    ("signal.kill(2^40, 'TERM')", "#1", "pid must be from"),
    ("signal.raise('FOO')", "#1", "unknown signal 'FOO'"),
  ])
  func misuseNamesTheArgument(call: String, argument: String, message: String) throws {
    try expectMisuse(call, "bad argument \(argument)", message)
  }
}
