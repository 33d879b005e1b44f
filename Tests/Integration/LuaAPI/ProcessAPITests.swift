import Foundation
import Testing

/// The Lua module `process`, each function in a real box.
struct ProcessAPITests {
  @Test(arguments: User.available)
  func spawnAndWait(user: User) throws {
    try holds(
      """
      local child = process.spawn{"sh", "-c", "exit 7"}
      local ended = process.wait(child)
      assert(ended.pid == child and ended.code == 7 and ended.status == 7 and not ended.signal)
      child = process.spawn{"sh", "-c", "kill -KILL $$"}
      ended = process.wait()
      assert(ended.pid == child and ended.signal == 9 and ended.name == "KILL")
      assert(ended.status == 137 and ended.core == false and not ended.code)
      assert(select(3, process.wait()) == "ECHILD")
      assert(select(3, process.wait(child)) == "ECHILD")
      """, as: user)
  }

  @Test func spawnSetsUpTheChild() throws {
    try holds(
      """
      local function output(command)
        command.stdout = "/tmp/output"
        process.wait(assert(process.spawn(command)))
        return (io.open("/tmp/output"):read("a"):gsub("\\n$", ""))
      end
      assert(output{"echo", "a b", 7, "ü"} == "a b 7 ü")
      assert(output{"/usr/bin/env", env = {A = "1", B = 2}}:gsub("\\n", " "):find("A=1"))
      assert(#output{"/usr/bin/env", env = {}} == 0)
      assert(output{"pwd", cwd = "/etc"} == "/etc")
      local file = io.open("/tmp/input", "w") file:write("text") file:close()
      assert(output{"cat", stdin = "/tmp/input"} == "text")
      assert(output{"cat", stdin = io.open("/tmp/input")} == "text")
      assert(output{"cat", stdin = false} == "")
      assert(output{"sh", "-c", "echo x >&2", stderr = "/tmp/error"} == "")
      assert(io.open("/tmp/error"):read("l") == "x")
      assert(output{"sh", "-c", "echo y >&2; echo z", stderr = 1, stdin = false}:find("z"))
      assert(output{"ls", "/proc/self/fd"} == "0\\n1\\n2\\n3", "and 3 is the directory itself")
      local function stat(options)
        options[1], options[2] = "cat", "/proc/self/stat"
        local pid, group, session = output(options):match("^(%d+) %b() %a %d+ (%d+) (%d+)")
        return tonumber(pid), tonumber(group), tonumber(session)
      end
      local pid, group, session = stat{session = true}
      assert(pid == group and pid == session)
      pid, group, session = stat{group = true}
      assert(pid == group and session == 1)
      pid, group, session = stat{}
      assert(group == 1 and session == 1)
      local leader = process.spawn{"sleep", "100", group = 0}
      assert(select(2, stat{group = leader}) == leader)
      """)
  }

  @Test func spawnedChildrenInheritAsExecveHasIt() throws {
    try holds(
      """
      signal.ignore("HUP") signal.handle("TERM", function() end) signal.block("USR1")
      process.wait(process.spawn{"cat", "/proc/self/status", stdout = "/tmp/status"})
      local text = io.open("/tmp/status"):read("a")
      assert(text:find("SigBlk:\\t0000000000000200"))
      assert(text:find("SigIgn:\\t0000000000000001"))
      assert(text:find("SigCgt:\\t0000000000000000"))
      """)
  }

  @Test func aFailedSpawnIsAnErrorAndLeavesNoChild() throws {
    try holds(
      """
      local children = 0
      signal.handle("CHLD", function() children = children + 1 end)
      local function fails(name, command)
        local pid, message, errno = process.spawn(command)
        assert(pid == nil and errno == name and message:find(name), tostring(errno))
      end
      fails("ENOENT", {"nosuch"})
      fails("ENOENT", {"/no/such"})
      fails("EACCES", {"/etc/passwd"})
      fails("EACCES", {"/etc"})
      fails("ENOENT", {"true", cwd = "/no/such"})
      fails("ENOENT", {"true", stdin = "/no/such"})
      fails("EROFS", {"true", stdout = "/etc/x"})
      fails("EBADF", {"true", stdin = 99})
      fails("EPERM", {"true", group = 999999})
      fails("ENOENT", {""})
      assert(#process.children() == 0 and select(3, process.wait()) == "ECHILD" and children == 0)
      """)
  }

  @Test func forkRunsAFunction() throws {
    try holds(
      """
      local before = 1
      local function ended(fn) return process.wait(process.fork(fn)) end
      assert(ended(function() before = 2 return 5 end).code == 5 and before == 1)
      assert(ended(function() end).code == 0)
      assert(ended(function() return false end).code == 1)
      assert(ended(function() process.exit(9) end).code == 9)
      assert(ended(function() return process.parent() end).code == 1)
      assert(ended(function() signal.raise("TERM") end).name == "TERM", "it is not PID 1")
      -- Handlers go on in the child; what was caught for the parent does not.
      local count = 0
      signal.handle("USR1", function() count = count + 1 end)
      assert(ended(function() signal.raise("USR1") return count end).code == 1)
      assert(ended(function() return ended(function() return 3 end).code + 1 end).code == 4)
      """)
  }

  @Test func reapTakesEveryZombie() throws {
    try holds(
      """
      assert(#process.reap() == 0)
      local expected = {}
      for i = 1, 20 do expected[process.fork(function() return i end)] = i end
      -- An orphan becomes a child of PID 1.
      process.wait(process.fork(function() process.fork(function() return 99 end) end))
      local seen = 0
      while seen < 21 do
        for _, ended in ipairs(process.reap()) do
          seen = seen + 1
          assert(ended.code == expected[ended.pid] or ended.code == 99)
        end
      end
      assert(#process.children() == 0)
      """)
  }

  @Test func reapGivesStatusesAlone() throws {
    try holds(
      """
      assert(next(process.reap("status")) == nil)
      local expected = {}
      for i = 1, 20 do expected[process.fork(function() return i end)] = i end
      local killed = process.spawn{"sleep", "1000"}
      signal.kill(killed, "KILL")
      expected[killed] = 128 + 9
      while next(expected) do
        for pid, status in pairs(process.reap("status")) do
          assert(math.type(pid) == "integer" and expected[pid] == status, pid)
          expected[pid] = nil
        end
      end
      local ok, message = pcall(process.reap, "pid")
      assert(not ok and message:find("EINVAL"), message)
      """)
  }

  @Test func waitTakesGroupsAndDoesNotHang() throws {
    try holds(
      """
      local child = process.spawn{"sleep", "1000", group = true}
      local nothing, message, name = process.wait(child, {nohang = true})
      assert(nothing == nil and name == "EAGAIN" and message)
      assert(process.wait(-1, {nohang = true}) == nil)
      signal.kill(child, "TERM")
      assert(process.wait(-child).name == "TERM")
      -- A handler that restarts lets a wait go on.
      local ran = 0
      signal.handle("USR1", function() ran = ran + 1 end, {restart = true})
      child = process.fork(function()
        process.sleep(0.05) signal.kill(1, "USR1") process.sleep(0.05) return 3
      end)
      assert(process.wait(child).code == 3 and ran == 1)
      """)
  }

  @Test func statusDecodesTheKernelsSets() throws {
    try holds(
      """
      local own = process.status()
      assert(own.pid == 1 and own.parent == 0 and own.state == "running" and own.threads == 1)
      signal.block("HUP") signal.raise("HUP")
      local status = process.status(1)
      assert(status.SigBlk.HUP and #status.SigBlk == 1)
      assert(status.SigPnd.HUP and #status.ShdPnd == 0, "raise sends to the thread")
      signal.kill(1, "HUP")
      assert(process.status().ShdPnd.HUP)
      local child = process.spawn{"sleep", "100"}
      assert(process.status(child).name == "sleep" and process.status(child).parent == 1)
      assert(process.children()[1] == child and #process.children() == 1)
      signal.kill(child, "STOP")
      while process.status(child).state ~= "stopped" do end
      signal.kill(child, "KILL")
      while process.status(child).state ~= "zombie" do end
      process.reap()
      local nothing, message, name = process.status(child)
      assert(nothing == nil and name == "ESRCH" and message)
      """)
  }

  @Test(arguments: [
    ("process.spawn()", "command: table expected, got no value"),
    ("process.spawn('ls')", "command: table expected, got string"),
    ("process.spawn{}", "command: empty: EINVAL"),
    ("process.spawn{true}", "an argument: string expected, got boolean"),
    ("process.spawn{'a\\0b'}", "a string with a zero byte: EINVAL"),
    ("process.spawn{'ls', x = 1}", "unknown option 'x'"),
    ("process.spawn{'ls', [true] = 1}", "a boolean key"),
    ("process.spawn{'ls', env = 1}", "env: unexpected number"),
    ("process.spawn{'ls', env = {['A=B'] = '1'}}", "'A=B' is not a name"),
    ("process.spawn{'ls', env = {A = {}}}", "env.A: string expected"),
    ("process.spawn{'ls', env = {'A=1'}}", "names with values"),
    ("process.spawn{'ls', cwd = 1}", "cwd: unexpected number"),
    ("process.spawn{'ls', session = 1}", "session: unexpected number"),
    ("process.spawn{'ls', group = -1}", "group must be 0 or more"),
    ("process.spawn{'ls', stdin = -1}", "invalid descriptor -1: EBADF"),
    ("process.spawn{'ls', stdin = {}}", "stdin: a path, a file, a descriptor or false"),
    (
      "local f = io.open('/etc/passwd') f:close() process.spawn{'ls', stdin = f}",
      "the file is closed"
    ),
    ("process.fork()", "fn: function expected, got no value"),
    ("process.wait('x')", "pid: integer expected, got string"),
    ("process.wait(1, {x = true})", "unknown option 'x'"),
    ("process.sleep()", "seconds: number expected, got no value"),
    ("process.sleep(-1)", "seconds must be 0 or more"),
    ("process.exit(256)", "code must be from 0 to 255, not 256: EINVAL"),
    ("process.exit('x')", "code: integer expected, got string"),
    ("process.status(-1)", "pid must be from 1"),
    ("process.status(0)", "pid must be from 1"),
  ])
  func misuseNamesTheArgument(call: String, message: String) throws {
    try expectMisuse(call, "bad argument #", message)
  }
}
