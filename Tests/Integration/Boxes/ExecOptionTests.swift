import Foundation
import Testing

/// What process.spawn and process.exec take, and what a failed one leaves behind.
struct ExecOptionTests {
  @Test(arguments: User.available)
  func failedSpawnGivesTheTerminalBack(user: User) throws {
    try holds(
      """
      local master, slave = terminal.open()
      assert(terminal.control(slave))
      assert(terminal.foreground(slave, process.getpgid()) == 1)
      for _, command in ipairs{
        {"nosuch"}, {"true", cwd = "/nosuch"}, 
        {"true", limits = {nofile = {2, 1}}},
      } do
        command.group, command.foreground, command.stdin = true, true, slave
        assert(not process.spawn(command))
        assert(terminal.foreground(slave) == 1)
      end
      process.write(master, "typed\\n")
      assert(process.read(slave) == "typed\\n")
      -- One that starts keeps it: when to take it back is the script's business.
      local child = process.spawn{"true", group = true, foreground = true, stdin = slave}
      process.wait(child)
      assert(terminal.foreground(slave) == child)
      """, as: user)
  }

  @Test func failedSpawnLeavesATerminalFree() throws {
    try holds(
      """
      local master, slave = terminal.open()
      assert(not process.spawn{"nosuch", terminal = slave})
      process.write(master, "typed\\n")
      assert(process.read(slave) == "typed\\n")
      assert(terminal.control(slave))
      """)
  }

  @Test(arguments: User.available)
  func execTakesTheOptionsThatItCanUndo(user: User) throws {
    let result = try runScript(
      """
      signal.ignore("USR2")
      local reading, writing = process.pipe()
      process.write(writing, "from the pipe\\n")
      process.close(writing)
      print(process.exec{
        "/bin/sh", "-c", 'echo "A=$A"; pwd; cat; cat /proc/self/stat | wc -l; cat <&3',
        env = {A = 5, PATH = "/bin:/usr/bin"}, cwd = "/etc", stdin = false, stderr = 1,
        descriptors = {reading}, ignore = "USR1", default = "USR2",
      })
      """, as: user)
    #expect(result.lines == ["A=5", "/etc", "1", "from the pipe"], "\(result)")
    let status = try runScript(
      """
      signal.ignore("USR2")
      process.exec{"grep", "Sig[BI]", "/proc/self/status", mask = {"TERM"}, ignore = "USR1",
        default = "USR2", stdout = 1}
      """, as: user)
    #expect(
      status.lines == ["SigBlk:\t0000000000004000", "SigIgn:\t0000000000000200"], "\(status)")
  }

  @Test(arguments: User.available)
  func failedExecChangesNothing(user: User) throws {
    try holds(
      """
      local function descriptors()
        local names = {}
        for fd = 0, 40 do
          local link = io.open("/proc/self/fdinfo/" .. fd)
          if link then
            names[#names + 1] = fd .. link:read("a"):match("flags:%s*(%d+)")
            link:close()
          end
        end
        return table.concat(names, " ")
      end
      local caught = 0
      signal.handle("HUP", function() caught = caught + 1 end)
      signal.handle("USR1", function() caught = caught + 1 end)
      signal.ignore("USR2")
      signal.block("ALRM")
      local reading = process.pipe()
      local before, directory = descriptors(), process.cwd()
      for _, change in ipairs{
        {errno = "ENOENT"}, {cwd = "/nosuch", errno = "ENOENT"}, {stdin = 39, errno = "EBADF"},
        {stdin = "/nosuch", errno = "ENOENT"},
      } do
        local command = {
          "nosuch", cwd = "/etc", stdout = "/tmp/out", stderr = reading, descriptors = {0, reading},
          mask = {"USR1"}, ignore = {"HUP", "TERM"}, default = "USR2", env = {},
        }
        for key, value in pairs(change) do
          if key ~= "errno" then command[key] = value end
        end
        local _, message, errno = process.exec(command)
        assert(errno == change.errno, message)
        assert(process.cwd() == directory and descriptors() == before, descriptors())
        assert(signal.disposition("HUP") == "caught" and signal.disposition("TERM") == "default")
        assert(signal.disposition("USR2") == "ignored")
        assert(signal.mask().ALRM and not signal.mask().USR1)
      end
      signal.raise("HUP")
      signal.raise("USR1")
      assert(caught == 2)
      """, as: user)
  }

  @Test func execRefusesWhatItCannotUndo() throws {
    for option in [
      "session = true", "terminal = 0", "foreground = true", "group = true", "limits = {}",
      "death = 'TERM'", "uid = 1", "gid = 1",
    ] {
      let name = option.prefix { $0 != " " }
      try expectMisuse(
        "process.exec{'true', \(option)}", "option '\(name)' is for spawn: call ", " before exec")
    }
    try expectMisuse("process.exec{'true', bogus = 1}", "unknown option 'bogus'")
    try expectMisuse("process.exec{'true', stdot = 1}", "unknown option 'stdot'")
  }

  /// What Lua holds back in its buffers is written once: before exec and fork, at exit and at an error.
  @Test func nothingIsLostOrWrittenTwice() throws {
    let file = "local f = io.open('/tmp/f', 'w') f:write('held ') io.write('before ')"
    #expect(try runScript("\(file) process.exec{'cat', '/tmp/f'}").output == "before held ")
    #expect(
      try runScript(
        """
        io.write("once ")
        process.wait(process.fork(function() io.write("child ") end))
        io.write("parent")
        """
      ).output == "once child parent")
    #expect(try runScript("io.write('text') process.exit(3)").output == "text")
    #expect(try runScript("io.write('text') error('x')").output == "text")
    #expect(
      try runScript("io.write('text') process.exec{'nosuch'} io.write(' more')").output
        == "text more")
  }

  @Test func aWrongExitCodeIsNamed() throws {
    let result = try runScript(
      """
      for _, value in ipairs{300, -1, 2.5, "x"} do
        process.wait(process.fork(function() return value end))
      end
      """)
    let values = ["300", "-1", "2.5", "a string"]
    for value in values {
      #expect(result.error.contains("the forked function returned \(value): "), "\(result)")
    }
    try expectMisuse("process.exit(300)", "code must be from 0 to 255, not 300: EINVAL")
    try expectMisuse("process.exit(-1)", "code must be from 0 to 255, not -1: EINVAL")
    try expectMisuse("process.exit('x')", "code: integer expected, got string")
  }

  @Test func errorsNameTheOptionThatHelps() throws {
    let result = try runScript(
      """
      for _ = 1, 1100 do
        local child, message = process.spawn{"sleep", "100"}
        if not child then print(message) break end
      end
      print((select(2, process.fork(function() end))))
      """)
    #expect(result.lines.count == 2, "\(result)")
    for line in result.lines {
      #expect(line.contains("EAGAIN") && line.hasSuffix("--pids raises it"))
    }
    try holds(
      """
      local _, message = process.spawn{"true", stdin = false, foreground = true}
      assert(message:find("ENOTTY") and message:find("-t", 1, true), message)
      _, message = terminal.foreground(0)
      assert(message:find("ENOTTY") and message:find("-t", 1, true), message)
      """)
  }
}
