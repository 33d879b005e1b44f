import Foundation
import Testing

/// The further functions of the Lua module `signal`, each in a real box.
struct SignalVocabularyTests {
  @Test func dispositionAsksTheKernel() throws {
    try holds(
      """
      assert(signal.disposition("TERM") == "default" and signal.disposition("KILL") == "default")
      signal.ignore("TERM") assert(signal.disposition(15) == "ignored")
      signal.handle(33, print) assert(signal.disposition(33) == "caught")
      signal.handle("USR1", function() end, {resethand = true}) signal.raise("USR1")
      assert(signal.disposition("USR1") == "default")
      """)
  }

  @Test func masksAreSetAndRestored() throws {
    try holds(
      """
      local ran = 0
      signal.handle("USR1", function() ran = ran + 1 end)
      local before = signal.setmask({"USR1", "TERM"})
      assert(#before == 0 and #signal.mask() == 2 and process.status().SigBlk.TERM)
      signal.raise("USR1") assert(ran == 0)
      assert(#signal.setmask(before) == 2 and ran == 1 and #signal.mask() == 0)
      signal.setmask("HUP") assert(signal.mask().HUP and #signal.mask() == 1)
      """)
  }

  @Test func suspendLosesNothing() throws {
    // The pattern that pause cannot do: test, then wait, with no gap between.
    try holds(
      """
      local got = 0
      signal.handle("USR1", function() got = got + 1 end)
      signal.block("USR1")
      local parent = process.pid()
      local child = process.fork(function()
        for round = 1, 5000 do
          while got < round do signal.suspend({}) end
          signal.kill(parent, "USR1")
        end
      end)
      for round = 1, 5000 do
        signal.kill(child, "USR1")
        while got < round do signal.suspend({}) end
      end
      assert(signal.mask().USR1, "the mask is back")
      assert(process.wait(child).code == 0)
      """)
  }

  @Test func descriptorsOfSignals() throws {
    try holds(
      """
      local fd = signal.fd("USR1", {"USR2"})
      assert(math.type(fd) == "integer" and signal.mask().USR2)
      assert(select(3, signal.read(fd)) == "EAGAIN")
      signal.queue(process.pid(), "USR2", 7)
      local info = signal.read(fd)
      assert(info.name == "USR2" and info.value == 7 and info.pid == 1 and info.cause == "queue")
      assert(select(3, signal.read(0)) ~= "EAGAIN" and signal.read(0) == nil)
      assert(select(3, signal.read(99)) == "EBADF")
      """)
  }

  @Test func queueKeepsValuesInOrder() throws {
    try holds(
      """
      local values = {}
      signal.handle("RTMIN+1", function(info) values[#values + 1] = info.value end)
      signal.block("RTMIN+1")
      for _, value in ipairs {3, -1, math.maxinteger} do
        assert(signal.queue(process.pid(), "RTMIN+1", value))
      end
      assert(signal.queue(1, "RTMIN+1"))
      signal.unblock("RTMIN+1")
      assert(table.concat(values, " ") == "3 -1 " .. math.maxinteger .. " 0")
      assert(select(3, signal.queue(999999, "TERM", 1)) == "ESRCH")
      """)
  }

  @Test func queueIsLimited() throws {
    try holds(
      """
      assert(signal.queue_limit() > 0)
      assert(signal.queue_limit(3) > 0 and signal.queue_limit() == 3)
      signal.block("RTMIN")
      local sent = 0
      while true do
        local ok, _, name = signal.queue(1, "RTMIN", sent)
        if not ok then assert(name == "EAGAIN") break end
        sent = sent + 1
      end
      assert(sent <= 3)
      """)
  }

  @Test func groupsThreadsAndItself() throws {
    try holds(
      """
      local child = process.spawn{"sleep", "100", group = true}
      assert(signal.killpg(child, "TERM") and process.wait(child).name == "TERM")
      assert(select(3, signal.killpg(999999, "TERM")) == "ESRCH")
      local info
      signal.handle("USR1", function(i) info = i end)
      assert(signal.tgkill(1, 1, "USR1") and info.cause == "thread" and info.origin == "inside")
      assert(select(3, signal.tgkill(1, 999999, "USR1")) == "ESRCH")
      assert(select(3, signal.send(99, "TERM")) == "EBADF")
      """)
  }

  @Test func timers() throws {
    try holds(
      """
      local ran = 0
      signal.handle("ALRM", function(info) ran = ran + 1 assert(info.origin == "kernel") end)
      assert(signal.alarm(100) == 0)
      local left = signal.alarm(0.01)
      assert(left > 90 and left <= 100)
      while ran < 1 do end
      signal.timer("real", 0.001, 0.001)
      while ran < 20 do end
      assert(signal.timer("real", 0) >= 0)
      signal.handle("VTALRM", function() ran = -1 end)
      signal.timer("virtual", 0.01)
      while ran >= 0 do end
      signal.handle("PROF", function() ran = 100 end)
      signal.timer("prof", 0.01)
      while ran < 100 do end
      """)
  }

  @Test(arguments: ["SEGV", "BUS", "FPE", "ILL", "TRAP"])
  func faultsAreReal(name: String) throws {
    try holds(
      """
      local info
      signal.handle("\(name)", function(i) info = i end)
      for _ = 1, 3 do
        info = nil
        assert(signal.fault("\(name)") == true)
        assert(info.name == "\(name)" and info.origin == "kernel", info.cause)
      end
      if info.name == "SEGV" then assert(info.cause == "fault" and info.address == 0) end
      -- Sent by kill the same signal is no fault.
      signal.raise("\(name)")
      assert(info.cause == "thread")
      """)
    // Not caught, it ends PID 1, although raise does not.
    let number = try #require(
      ["SEGV": 11, "BUS": 7, "FPE": 8, "ILL": 4, "TRAP": 5][name] as Int32?)
    let result = try runScript("signal.raise('\(name)') signal.fault('\(name)')")
    #expect(result.status == 128 + number, "\(result)")
    // An ignored one as well: the kernel forces it.
    let ignored = try runScript("signal.ignore('\(name)') signal.fault('\(name)')")
    #expect(ignored.status == 128 + number, "\(ignored)")
  }

  @Test func abortEndsPID1WithSegv() throws {
    #expect(try runScript("signal.fault('ABRT')").status == 139)
    let caught = try runScript(
      "signal.handle('ABRT', function() print('handler') end) signal.fault('ABRT')")
    #expect(caught.status == 139 && caught.output == "handler\n")
    // As an ordinary process it dies of ABRT.
    #expect(
      try runScript("return process.wait(process.fork(function() signal.fault('ABRT') end)).signal")
        .status == 6)
  }

  @Test func deferredHandlersRunWhereTheScriptWaits() throws {
    try holds(
      """
      local ran = 0
      signal.handle("USR1", function() ran = ran + 1 end, {when = "deferred"})
      signal.handle("USR2", function() ran = ran + 10 end)
      signal.raise("USR1")
      for _ = 1, 100000 do end
      assert(ran == 0, "not while it computes")
      signal.raise("USR2")
      assert(ran == 10)
      local left = process.sleep(5)
      assert(ran == 11 and left > 4, "but where it waits")
      process.fork(function() process.sleep(0.02) signal.kill(1, "USR1") end)
      signal.pause()
      assert(ran == 12)
      """)
  }

  @Test func childrenAndAncestorsAreTold() throws {
    try holds(
      """
      local info
      signal.handle("CHLD", function(i) info = i end)
      local child = process.spawn{"sh", "-c", "exit 3"}
      while not info do end
      assert(info.cause == "child" and info.status == 3 and info.pid == child)
      assert(info.origin == "kernel")
      """)
    let script = try Workplace.script(
      """
      signal.handle("TERM", function(info) print(info.origin, info.pid) end)
      while true do signal.pause() end
      """)
    let result = try run("--send", "TERM", "--send", "host:TERM", script)
    #expect(result.lines.contains("host\t0"))
    #expect(result.lines.contains { $0.hasPrefix("inside\t") && $0 != "inside\t0" })
  }

  @Test(arguments: [
    ("signal.disposition('FOO')", "unknown signal 'FOO'"),
    ("signal.setmask()", "got no value"),
    ("signal.suspend({'FOO'})", "unknown signal 'FOO'"),
    ("signal.fd()", "signal or set expected"),
    ("signal.read('x')", "fd: integer expected, got string"),
    ("signal.read(-1)", "fd must be from 0"),
    ("signal.killpg(-1, 'TERM')", "group must be from 1"),
    ("signal.tgkill(0, 1, 'TERM')", "pid must be from 1"),
    ("signal.tgkill(1, 0, 'TERM')", "thread must be from 1"),
    ("signal.send(-1, 'TERM')", "pidfd must be from 0"),
    ("signal.queue(-1, 'TERM')", "pid must be from 1"),
    ("signal.queue(1, 'TERM', 'x')", "value: integer expected"),
    ("signal.alarm(-1)", "seconds must be 0 or more"),
    ("signal.timer('moon', 1)", "\"real\", \"virtual\" or \"prof\" expected: EINVAL"),
    ("signal.timer('real')", "seconds: number expected"),
    ("signal.fault('TERM')", "TERM is not a fault: EINVAL"),
    ("signal.queue_limit(-1)", "count must be from 0"),
    ("signal.handle('TERM', print, {when = 'later'})", "option when"),
  ])
  func misuseNamesTheArgument(call: String, message: String) throws {
    try expectMisuse(call, "bad argument #", message)
  }
}
