import Testing

/// The Lua module `terminal`, each function in a real box with a real pseudoterminal.
struct TerminalAPITests {
  /// Reads from the controlling end of a terminal until a text was shown, and keeps what follows.
  private let expect = """
    local seen = ""
    local function expect(master, text)
      local _, last = seen:find(text, 1, true)
      while not last do
        local more, message = process.read(master)
        assert(more, (message or "end") .. " before '" .. text .. "' in: " .. seen)
        seen = seen .. more
        _, last = seen:find(text, 1, true)
      end
      seen = seen:sub(last + 1)
    end
    """

  @Test(arguments: User.available)
  func keysSendSignalsToTheForeground(user: User) throws {
    try holds(
      expect + """

        -- A signal that comes right before dash reads is slept over.
        local function expectToRead(pid)
          while not io.open("/proc/" .. pid .. "/stat"):read("a"):find(") S ", 1, true) do
            process.sleep(0.001)
          end
        end
        local master, slave = terminal.open()
        assert(terminal.is(master) and terminal.is(slave))
        local child = process.spawn{"sh", "-c",
          "trap 'echo got INT' INT; trap 'echo got QUIT' QUIT; echo on; read x; echo line $x;"
          .. " while :; do read x; echo more $x; done", terminal = slave}
        expect(master, "on\\r\\n")
        assert(process.getsid(child) == child, "it leads a session")
        process.write(master, "abc\\n")
        expect(master, "line abc")
        expectToRead(child)
        process.write(master, "\\3")
        expect(master, "got INT")
        expectToRead(child)
        process.write(master, "\\28")
        expect(master, "got QUIT")
        process.write(master, "\\26still\\n")
        expect(master, "more still")  -- Ctrl-Z stops no orphaned group
        signal.kill(child, "KILL")
        assert(process.wait(child).name == "KILL")
        """, as: user)
  }

  @Test func foregroundGroupIsSetAndTold() throws {
    try holds(
      expect + """

        local master, slave = terminal.open()
        local leader = process.fork(function()
          process.setsid()
          assert(terminal.control(slave))
          assert(terminal.foreground(slave) == process.pid())
          local child = process.spawn{"sh", "-c", "echo on; read x; echo read $x", group = true,
            foreground = true, stdin = slave, stdout = slave}
          assert(process.wait(child, {stopped = true}).name == "TSTP", "Ctrl-Z")
          assert(terminal.foreground(slave) == child)
          signal.kill(child, "CONT")
          process.write(slave, "ready\\n")
          assert(process.wait(child).code == 0)
          -- A group of the background that takes the foreground gets TTOU.
          local group = process.pid()
          assert(select(3, terminal.foreground(slave, group)) == "ENOTTY", "an orphaned group")
          local other = process.fork(function()
            process.setpgid()
            local took = 0
            signal.handle("TTOU", function() took = took + 1 end)
            assert(select(3, terminal.foreground(slave, process.pid())) == "EINTR" and took == 1)
            signal.default("TTOU")
            terminal.foreground(slave, process.pid())
          end)
          assert(process.wait(other, {stopped = true}).name == "TTOU")
          signal.kill(other, "KILL")
          signal.ignore("TTOU")
          assert(terminal.foreground(slave, group) == group)
          signal.handle("WINCH", function() process.write(slave, "resized\\n") end)
          process.write(slave, "back\\n")
          while true do signal.pause() end
        end)
        expect(master, "on")
        process.write(master, "\\26")
        expect(master, "ready")
        process.write(master, "abc\\n")
        expect(master, "read abc")
        expect(master, "back")
        assert(terminal.size(master) == 0)
        assert(terminal.size(master, 25, 80) == 25 and select(2, terminal.size(slave)) == 80)
        expect(master, "resized")
        signal.kill(leader, "KILL")
        assert(process.wait(leader).name == "KILL")
        """)
  }

  @Test func releaseTellsTheForeground() throws {
    try holds(
      """
      local _, slave = terminal.open()
      local reading, writing = process.pipe()
      local leader = process.fork(function()
        process.setsid()
        assert(terminal.control(slave))
        signal.handle("HUP", function() process.write(writing, "H") end)
        signal.handle("CONT", function() process.write(writing, "C") end)
        assert(terminal.release(slave))
        assert(select(3, terminal.release(slave)) == "ENOTTY")
        assert(select(3, terminal.foreground(slave)) == "ENOTTY")
        assert(terminal.control(slave), "and again")
        assert(select(3, terminal.control(slave)) == nil, "the same once more is fine")
      end)
      local ended = process.wait(leader)
      assert(ended.code == 0)
      process.close(writing)
      local text = process.read(reading)
      assert(text:find("H") and text:find("C"), text)
      """)
  }

  @Test func rawModePassesBytes() throws {
    try holds(
      expect + """

        local master, slave = terminal.open()
        local before = terminal.raw(slave)
        process.write(master, "\\3\\26x")
        assert(process.read(slave) == "\\3\\26x")
        assert(terminal.restore(slave, before))
        process.write(master, "line\\n")
        assert(process.read(slave) == "line\\n")
        expect(master, "line\\r\\n")
        assert(select(3, terminal.restore(slave, "nonsense")) == "EINVAL")
        """)
  }

  /// From the background it takes TTOU, whose handler ends the call.
  @Test func rawModeIsForTheForeground() throws {
    try holds(
      """
      local _, slave = terminal.open()
      local leader = process.fork(function()
        process.setsid()
        assert(terminal.control(slave))
        local background = process.fork(function()
          process.setpgid()
          local took = 0
          signal.handle("TTOU", function() took = took + 1 end, {restart = true})
          assert(select(3, terminal.raw(slave)) == "EINTR" and took <= 1)
          process.sleep(0)
          assert(took == 1)
        end)
        return process.wait(background).code
      end)
      assert(process.wait(leader).code == 0)
      """)
  }

  @Test func whatIsNoTerminalIsRefused() throws {
    try holds(
      """
      local pipe = process.pipe()
      assert(not terminal.is(pipe))
      for _, name in ipairs{"control", "release", "foreground", "raw", "size"} do
        local result, message, code = terminal[name](pipe)
        assert(result == nil and code == "ENOTTY" and message:find("ENOTTY"), name)
      end
      assert(select(3, terminal.restore(pipe, ("x"):rep(60))) == "ENOTTY")
      assert(select(3, terminal.size(99)) == "EBADF")
      local child, message, code = process.spawn{"true", terminal = pipe}
      assert(child == nil and code == "ENOTTY" and message:find("controlling terminal"), message)
      child, message, code = process.spawn{"true", foreground = true, stdin = pipe}
      assert(child == nil and code == "ENOTTY" and message:find("foreground"), message)
      assert(#process.children() == 0, "no child is left")
      """)
  }

  @Test(arguments: [
    ("terminal.is('x')", "fd: descriptor or file expected, got string"),
    ("terminal.control(-1)", "invalid descriptor -1: EBADF"),
    ("terminal.control(0, 1)", "steal: boolean expected, got number"),
    ("terminal.release()", "fd: descriptor or file expected"),
    ("terminal.foreground(0, 0)", "group must be from 1"),
    ("terminal.raw({})", "fd: descriptor or file expected, got table"),
    ("terminal.restore(0)", "settings: string expected, got no value"),
    ("terminal.size(0, 1)", "columns: integer expected, got no value"),
    ("terminal.size(0, 70000, 1)", "rows must be from 0 to 65535"),
    ("process.spawn{'ls', terminal = 'x'}", "fd: descriptor or file expected"),
    ("process.spawn{'ls', foreground = 1}", "foreground: unexpected number"),
  ])
  func misuseNamesTheArgument(call: String, message: String) throws {
    try expectMisuse(call, "bad argument #", message)
  }
}
