import Testing

/// Users, groups, capabilities, limits and the environment, each in a real box.
struct PrivilegeAPITests {
  @Test(.tags(.root), .enabled(if: User.isRoot, "needs root: more than one user to become"))
  func usersAndGroups() throws {
    try holds(
      """
      local ids = process.ids()
      assert(ids.uid == 0 and ids.euid == 0 and ids.suid == 0 and ids.egid == 0)
      assert(process.setgroups{1, 2} and process.ids().groups[2] == 2)
      local ended = process.wait(process.fork(function()
        assert(process.setresuid(nil, 65534) and process.ids().euid == 65534)
        assert(process.ids().uid == 0 and process.ids().suid == 0)
        assert(process.setresuid(nil, 0), "the saved one is root")
        assert(process.setresgid(1, 2, 3) and process.ids().sgid == 3)
        assert(process.setgroups{} and #process.ids().groups == 0)
        assert(process.setgid(65534) and process.ids().sgid == 65534)
        assert(process.setuid(65534) and process.ids().suid == 65534)
        local done, message, code = process.setuid(0)
        assert(done == nil and code == "EPERM" and message:find("user 0"))
        assert(select(3, process.setgid(0)) == "EPERM")
        assert(select(3, process.setgroups{1}) == "EPERM")
        assert(select(3, process.setresgid(0)) == "EPERM")
        assert(select(3, signal.kill(1, "TERM")) == "EPERM")
      end))
      assert(ended.code == 0)
      local reading, writing = process.pipe()
      process.wait(process.spawn{"sh", "-c", "id -u; id -G; id -rg", uid = 65534, gid = 7,
        stdout = writing, death = "KILL"})
      assert(process.read(reading) == "65534\\n7\\n7\\n")
      """)
  }

  @Test func rootOfABoxIsNobodyElse() throws {
    try holds(
      """
      assert(process.ids().uid == 0, "of its own user namespace")
      assert(select(3, process.setuid(1)) == "EINVAL", "which has no other")
      assert(select(3, process.setgroups{}) == "EPERM")
      local child, message, code = process.spawn{"true", uid = 1}
      assert(child == nil and code == "EINVAL" and message:find("user"), message)
      """, as: .unprivileged)
  }

  @Test(arguments: User.available)
  func capabilities(user: User) throws {
    try holds(
      """
      local sets = process.capabilities()
      assert(sets.effective.KILL and sets.permitted.SYS_ADMIN and sets.bounding.SETUID)
      local count = 0 for _ in pairs(sets.bounding) do count = count + 1 end
      assert(count >= 38, "the kernel has 41 since 5.9")
      assert(process.setcapabilities{effective = {"KILL", "CAP_SETPCAP"}, inheritable = {"kill"},
        ambient = {"KILL"}})
      sets = process.capabilities()
      assert(sets.effective.KILL and not sets.effective.SYS_ADMIN and sets.permitted.SYS_ADMIN)
      assert(sets.ambient.KILL)
      local text = io.open("/proc/self/status"):read("a")
      assert(text:find("CapEff:\\t0000000000000120"), text:match("CapEff:%s+%x+"))
      assert(text:find("CapAmb:\\t0000000000000020"))
      sets.bounding.SYS_BOOT = nil
      assert(process.setcapabilities{bounding = sets.bounding})
      assert(not process.capabilities().bounding.SYS_BOOT)
      sets.bounding.SYS_BOOT = true
      assert(select(3, process.setcapabilities{bounding = sets.bounding}) == "EPERM")
      assert(process.setcapabilities{effective = {}, permitted = {}, inheritable = {}, ambient = {}})
      local done, message, code = process.setcapabilities{permitted = {"KILL"}}
      assert(done == nil and code == "EPERM" and message:find("capabilities"))
      assert(process.no_new_privileges())
      assert(io.open("/proc/self/status"):read("a"):find("NoNewPrivs:\\t1"))
      """, ["--privileged"], as: user)
  }

  @Test(arguments: User.available)
  func limits(user: User) throws {
    try holds(
      """
      local _, hard = process.limit("nofile")
      assert(process.limit("nofile", 20) == 20 and select(2, process.limit("nofile")) == hard)
      assert(process.limit("nofile", 20, 30) == 20 and select(2, process.limit("nofile")) == 30)
      assert(select(3, process.limit("nofile", 31)) == "EINVAL", "above the hard one")
      local file repeat file = process.pipe() until not file
      assert(select(3, process.pipe()) == "EMFILE")
      assert(process.limit("core", 0) == 0)
      """, as: user)
    try holds(
      """
      process.wait(process.spawn{"sh", "-c", "ulimit -n; ulimit -Hn; ulimit -c",
        limits = {nofile = {10, 20}, core = 0}, stdout = "/tmp/limits"})
      assert(io.open("/tmp/limits"):read("a") == "10\\n20\\n0\\n")
      local child, message, code = process.spawn{"true", limits = {nofile = {20, 10}}}
      assert(child == nil and code == "EINVAL" and message:find("limit"), message)
      -- A real limit sends a real signal.
      child = process.spawn{"sh", "-c", "while :; do :; done", limits = {cpu = {1, 2}}}
      assert(process.wait(child).name == "XCPU")
      """, as: user)
  }

  @Test func hardLimitsNeedAPrivilege() throws {
    try holds(
      """
      assert(process.limit("nofile", 20, 20))
      process.setcapabilities{effective = {}, permitted = {}}
      local done, message, code = process.limit("nofile", 20, 30)
      assert(done == nil and code == "EPERM" and message:find("nofile"), message)
      """)
  }

  @Test func environmentIsInherited() throws {
    try holds(
      """
      assert(process.setenv("NAME", "a=b") and process.environment().NAME == "a=b")
      assert(os.getenv("NAME") == "a=b")
      process.setenv("BYTES", "\\255")
      local reading, writing = process.pipe()
      process.wait(process.spawn{"sh", "-c", "printf %s \\"$NAME$BYTES\\"", stdout = writing})
      assert(process.read(reading) == "a=b\\255")
      process.setenv("NAME") assert(process.environment().NAME == nil)
      assert(process.chdir("/tmp") and process.cwd() == "/tmp")
      assert(select(3, process.chdir("/nosuch")) == "ENOENT")
      assert(select(3, process.chdir("/etc/passwd")) == "ENOTDIR")
      local before = process.clock() process.sleep(0.01)
      local passed = process.clock() - before
      assert(passed >= 0.01 and passed < 30)
      local text, number = process.strerror("ENOENT")
      assert(text == "No such file or directory" and number == 2)
      """)
  }

  @Test func furtherDescriptorsFollow() throws {
    try holds(
      """
      local reading, writing = process.pipe()
      local other = process.pipe()
      process.wait(process.spawn{"sh", "-c", "echo three >&3; ls /proc/self/fd | tr '\\\\n' ' ' >&4",
        descriptors = {writing, writing}})
      local text = process.read(reading)
      -- ls opens the directory as one more.
      assert(text == "three\\n0 1 2 3 4 5 ", text)
      assert(process.spawn{"true", descriptors = {99}} == nil)
      assert(other)
      """)
  }

  @Test func timersSendSignalsWithValues() throws {
    try holds(
      """
      local got = {}
      signal.handle("USR1", function(info) got[#got + 1] = info end)
      local once = signal.timer_create("USR1", 0.01, {value = 7})
      while #got == 0 do end
      assert(got[1].cause == "timer" and got[1].value == 7 and got[1].origin == "kernel")
      assert(signal.timer_delete(once))
      assert(select(3, signal.timer_delete(once)) == "EINVAL")
      local timer = signal.timer_create("USR1", 0.001, {interval = 0.001, clock = "real"})
      while #got < 5 do signal.pause() end
      signal.timer_delete(timer)
      timer = signal.timer_create("USR1", 0.01, {clock = "processor", value = -1})
      repeat until got[#got].value == -1
      signal.block("USR2")
      signal.timer_create("USR2", 0.001)
      assert(signal.wait("USR2").cause == "timer")
      """)
  }

  @Test(arguments: [
    ("process.setuid()", "uid: integer expected, got nil"),
    ("process.setuid(-1)", "uid: invalid id -1: EINVAL"),
    ("process.setgid(4294967295)", "gid: invalid id 4294967295: EINVAL"),
    ("process.setresuid('x')", "real: integer expected, got string"),
    ("process.setresgid(1, {})", "effective: integer expected, got table"),
    ("process.setgroups(1)", "groups: table expected, got number"),
    ("process.setgroups{'x'}", "a group: integer expected, got string"),
    ("process.setcapabilities()", "sets: table expected"),
    ("process.setcapabilities{effect = {}}", "unknown set 'effect': use effective, permitted"),
    ("process.setcapabilities{effective = 1}", "effective: list of capabilities expected"),
    ("process.setcapabilities{effective = {'FLY'}}", "unknown capability 'FLY'"),
    ("process.limit()", "resource: string expected, got nil"),
    ("process.limit('files')", "unknown resource 'files': use cpu, fsize"),
    ("process.limit('nofile', -1)", "got -1: EINVAL"),
    ("process.limit('nofile', 'much')", "got 'much': EINVAL"),
    ("process.setenv()", "name: string expected, got no value"),
    ("process.setenv('a=b', 'c')", "'a=b' is not a name: EINVAL"),
    ("process.setenv('a', 'b\\0c')", "value: a string with a zero byte: EINVAL"),
    ("process.setenv('a', {})", "value: string expected, got table"),
    ("process.chdir()", "path: string expected, got nil"),
    ("process.strerror('EFOO')", "unknown error 'EFOO': use a name such as ENOENT"),
    ("process.spawn{'ls', uid = 'x'}", "uid: integer expected, got string"),
    ("process.spawn{'ls', limits = {nofile = 'x'}}", "got 'x': EINVAL"),
    ("process.spawn{'ls', limits = {nofile = {1}}}", "limits.nofile: an amount or {soft, hard}"),
    ("process.spawn{'ls', limits = {1}}", "limits: names with amounts expected"),
    ("process.spawn{'ls', descriptors = 3}", "descriptors: a list expected"),
    ("process.spawn{'ls', descriptors = {'x'}}", "fd: descriptor or file expected"),
    ("signal.timer_create('FOO', 1)", "unknown signal 'FOO'"),
    ("signal.timer_create('TERM', 0)", "seconds must be more than 0: EINVAL"),
    ("signal.timer_create('TERM', 1, {clock = 'sun'})", "invalid option 'clock': use value"),
    ("signal.timer_delete('x')", "timer: integer expected"),
  ])
  func misuseNamesTheArgument(call: String, message: String) throws {
    try expectMisuse(call, "bad argument #", message)
  }
}
