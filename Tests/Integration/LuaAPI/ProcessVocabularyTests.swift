import Foundation
import Testing

/// The further functions of the Lua module `process`, each in a real box.
struct ProcessVocabularyTests {
  @Test func waitTellsOfEveryChange() throws {
    try holds(
      """
      local child = process.spawn{"sleep", "100"}
      signal.kill(child, "STOP")
      local change = process.wait(child, {stopped = true})
      assert(change.event == "stopped" and change.name == "STOP" and not change.status)
      signal.kill(child, "CONT")
      change = process.wait(child, {continued = true})
      assert(change.event == "continued" and change.pid == child)
      signal.kill(child, "KILL")
      change = process.wait(child, {nowait = true})
      assert(change.event == "killed" and change.name == "KILL")
      assert(process.status(child).state == "zombie", "nowait leaves it")
      assert(process.wait(child).status == 137)
      child = process.fork(function() local x = 0 for i = 1, 3e7 do x = x + i end end)
      change = process.wait(child)
      assert(change.event == "exited" and change.user > 0.01 and change.memory > 100000)
      """)
  }

  @Test func pidfdsAndPoll() throws {
    try holds(
      """
      local child = process.spawn{"sleep", "100"}
      local fd = assert(process.pidfd(child))
      assert(#process.poll({fd}, 0.01) == 0)
      assert(signal.send(fd, "TERM"))
      assert(process.poll({0, fd}, 20)[1] and process.poll({fd})[1] == fd)
      assert(process.wait(nil, {pidfd = fd}).name == "TERM")
      assert(process.close(fd))
      assert(select(3, process.close(fd)) == "EBADF")
      assert(select(3, process.pidfd(999999)) == "ESRCH")
      signal.handle("ALRM", function() end) signal.alarm(0.02)
      assert(select(3, process.poll({}, 20)) == "EINTR")
      """)
  }

  @Test func pipes() throws {
    try holds(
      """
      local reading, writing = process.pipe()
      assert(process.write(writing, "a\\0b") == 3 and process.read(reading) == "a\\0b")
      local child = process.spawn{"echo", "text", stdout = writing}
      process.close(writing)
      local text = ""
      repeat local more = process.read(reading, 2) text = text .. more until more == ""
      assert(text == "text\\n" and process.wait(child).code == 0)
      assert(select(3, process.read(writing)) == "EBADF")
      process.close(reading)
      reading, writing = process.pipe()
      process.close(reading)
      assert(select(3, process.write(writing, "x")) == "EPIPE", "PIPE is dropped for PID 1")
      reading, writing = process.pipe()
      signal.handle("ALRM", function() end) signal.alarm(0.02)
      assert(select(3, process.read(reading)) == "EINTR")
      assert(process.write(io.stdout, "") == 0)
      """)
  }

  @Test func execReplacesPID1() throws {
    let result = try runScript(
      """
      signal.ignore("HUP")
      assert(select(3, process.exec{"nosuch"}) == "ENOENT")
      print("before")
      process.exec{"sh", "-c", "echo $$; grep SigIgn /proc/1/status; exit 5"}
      """)
    #expect(result.lines == ["before", "1", "SigIgn:\t0000000000000001"], "\(result)")
    #expect(result.status == 5)
  }

  @Test func sessionsAndGroups() throws {
    try holds(
      """
      assert(process.getsid() == 1 and process.getpgid(0) == 1)
      assert(select(3, process.setsid()) == "EPERM", "PID 1 leads a group")
      local child = process.fork(function()
        assert(process.setpgid() and process.getpgid() == process.pid())
        process.sleep(100)
      end)
      while process.getpgid(child) ~= child do end
      assert(process.getsid(child) == 1)
      local other = process.fork(function() process.sleep(100) end)
      assert(process.setpgid(other, child) and process.getpgid(other) == child)
      signal.killpg(child, "KILL")
      assert(process.wait().name == "KILL" and process.wait().name == "KILL")
      local ended = process.wait(process.fork(function()
        assert(process.setsid() == process.pid() and process.getsid() == process.pid())
      end))
      assert(ended.code == 0)
      assert(select(3, process.getpgid(999999)) == "ESRCH")
      assert(select(3, process.getsid(999999)) == "ESRCH")
      assert(select(3, process.setpgid(999999)) == "ESRCH")
      """)
  }

  @Test func orphansGoToTheNearestSubreaper() throws {
    try holds(
      """
      local function reaped(subreaper)
        return process.wait(process.fork(function()
          if subreaper then process.subreaper(true) end
          process.wait(process.fork(function() process.fork(function() return 0 end) end))
          local ended = process.wait()
          return ended and 1 or 2
        end)).code
      end
      assert(reaped(true) == 1 and reaped(false) == 2)
      while #process.children() > 0 do process.reap() end
      assert(process.subreaper(true) and process.subreaper() and not process.subreaper(false))
      """)
  }

  @Test func deathOfTheParentIsTold() throws {
    try holds(
      """
      local reading, writing = process.pipe()
      local parent = process.fork(function()
        process.fork(function()
          signal.handle("USR1", function() process.write(writing, "told") process.exit(0) end)
          process.parent_death_signal("USR1")
          process.write(writing, "ready")
          process.sleep(100)
        end)
        process.sleep(100)
      end)
      assert(process.read(reading) == "ready")
      signal.kill(parent, "KILL")
      assert(process.read(reading) == "told")
      assert(process.parent_death_signal("KILL") == "KILL")
      assert(process.parent_death_signal() == "KILL", "PR_GET_PDEATHSIG")
      assert(process.parent_death_signal(0) == nil and process.parent_death_signal(nil) == nil)
      local child = process.fork(function()
        print(process.spawn{"sleep", "1000", death = "KILL"})
      end)
      process.wait(child)
      local ended repeat ended = process.wait() until ended == nil or ended.name == "KILL"
      assert(ended.name == "KILL", "and the spawned one too")
      """)
  }

  @Test func spawnSetsDispositionsAndMask() throws {
    try holds(
      """
      signal.ignore("HUP", "INT") signal.handle("USR2", print) signal.block("USR1")
      process.wait(process.spawn{"cat", "/proc/self/status", stdout = "/tmp/status",
        mask = {"TERM"}, ignore = {"QUIT", "USR2"}, default = "HUP"})
      local text = io.open("/tmp/status"):read("a")
      assert(text:find("SigBlk:\\t0000000000004000"))
      assert(text:find("SigIgn:\\t0000000000000806"), text:match("SigIgn:%s%x+"))
      assert(signal.disposition("HUP") == "ignored", "nothing leaks back")
      assert(signal.disposition("USR2") == "caught" and signal.mask().USR1)
      """)
  }

  @Test func treeHoldsTheDescendants() throws {
    try holds(
      """
      local reading, writing = process.pipe()
      local child = process.fork(function()
        local grandchild = process.spawn{"sleep", "100"}
        process.write(writing, tostring(grandchild))
        process.sleep(100)
      end)
      local grandchild = tonumber(process.read(reading))
      -- The kernel names it a little after the descriptors are closed that tell of execve.
      while process.tree(grandchild).name ~= "sleep" do process.sleep(0.001) end
      local tree = process.tree()
      assert(tree.pid == 1 and #tree == 1 and tree[1].pid == child)
      assert(tree[1][1].pid == grandchild and tree[1][1].name == "sleep" and #tree[1][1] == 0)
      while process.tree(grandchild).state ~= "sleeping" do process.sleep(0.001) end
      assert(select(3, process.tree(999999)) == "ESRCH")
      """)
  }

  @Test(arguments: User.available)
  func niceness(user: User) throws {
    try holds(
      """
      local before = process.nice()
      assert(process.nice(before + 5) == before + 5)
      local result, _, name = process.nice(-20)
      assert(result == -20 or name == "EACCES")
      """, as: user)
  }

  @Test(arguments: [
    ("process.wait(1, {pidfd = -1})", "invalid descriptor -1: EBADF"),
    ("process.wait(1, {stopped = 1})", "unknown option 'stopped'"),
    ("process.exec()", "command: table expected"),
    ("process.exec{}", "command: empty: EINVAL"),
    ("process.setpgid(-1)", "pid must be from 0"),
    ("process.getpgid('x')", "pid: integer expected"),
    ("process.getsid(-1)", "pid must be from 0"),
    ("process.subreaper(1)", "on: boolean expected, got number"),
    ("process.parent_death_signal('FOO')", "unknown signal 'FOO'"),
    ("process.nice(20)", "niceness must be from -20 to 19"),
    ("process.pidfd(0)", "pid must be from 1"),
    ("process.read('x')", "fd: descriptor or file expected, got string"),
    ("process.read(0, 0)", "count must be from 1"),
    ("process.write(1)", "text: string expected, got no value"),
    ("process.close(-1)", "invalid descriptor -1: EBADF"),
    ("process.poll(1)", "descriptors: table expected"),
    ("process.poll({'x'})", "fd: descriptor or file expected"),
    ("process.poll({}, -1)", "seconds must be 0 or more"),
    ("process.tree(0)", "pid must be from 1"),
    ("process.spawn{'ls', mask = 'FOO'}", "unknown signal 'FOO'"),
    ("process.spawn{'ls', death = {}}", "which: signal name or number expected, got table"),
  ])
  func misuseNamesTheArgument(call: String, message: String) throws {
    try expectMisuse(call, "bad argument #", message)
  }
}
