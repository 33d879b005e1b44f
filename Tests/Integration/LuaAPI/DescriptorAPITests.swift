import Testing

/// Descriptors in the Lua module `process`: open, nonblock, dup and dup2, in real boxes.
struct DescriptorAPITests {
  /// A child that sends USR1 to PID 1 again and again, and its end.
  static let storm = """
    local sender
    local function storm()
      sender = process.fork(function()
        while true do signal.kill(1, "USR1") process.sleep(0.002) end
      end)
    end
    local function calm()
      signal.kill(sender, "KILL")
      while not process.wait(sender) do end
    end

    """

  @Test(arguments: User.available)
  func openTakesModesAndFlags(user: User) throws {
    try holds(
      """
      local function write(path, text, ...)
        local fd = assert(process.open(path, ...))
        assert(process.write(fd, text) == #text)
        process.close(fd)
      end
      local function content(path) return io.open(path):read("a") end
      write("/tmp/a", "first", "w", "640")
      assert(process.stat("/tmp/a").mode == "640" and process.stat("/tmp/a").size == 5)
      write("/tmp/a", " more", "a")
      assert(content("/tmp/a") == "first more")
      write("/tmp/a", "F", "r+")
      assert(content("/tmp/a") == "First more")
      write("/tmp/a", "new", { "wronly", "trunc" })
      assert(content("/tmp/a") == "new")
      write("/tmp/b", "b", { "rdwr", "creat", "excl" })
      assert(process.stat("/tmp/b").mode == "644", "666 less the umask 022")
      local fd = process.open("/tmp/a")
      assert(process.read(fd) == "new" and process.read(fd) == "")
      assert(select(3, process.write(fd, "x")) == "EBADF", "it is open to read")
      -- Commands do not inherit it.
      local child = process.spawn{ "ls", "/proc/self/fd", stdout = "/tmp/fds" }
      process.wait(child)
      assert(content("/tmp/fds") == "0\\n1\\n2\\n3\\n", content("/tmp/fds"))
      """, as: user)
  }

  @Test(arguments: User.available)
  func openNamesTheError(user: User) throws {
    try holds(
      """
      local function fails(errno, ...)
        local fd, message, name = process.open(...)
        assert(fd == nil and name == errno and message:find(errno, 1, true), tostring(name))
      end
      assert(process.mkfifo("/tmp/fifo") and process.mkdir("/tmp/dir"))
      assert(process.symlink("loop", "/tmp/loop") and process.symlink("fifo", "/tmp/link"))
      fails("ENOENT", "/tmp/no")
      fails("ENOENT", "")
      fails("ENOENT", "/tmp/no/file", "w")
      fails("EEXIST", "/tmp/fifo", { "wronly", "creat", "excl" })
      fails("EISDIR", "/tmp/dir", "w")
      fails("ENOTDIR", "/tmp/fifo/x")
      fails("ENOTDIR", "/tmp/fifo", { "rdonly", "directory" })
      fails("ELOOP", "/tmp/loop")
      fails("ELOOP", "/tmp/link", { "rdonly", "nofollow" })
      fails("ENXIO", "/tmp/fifo", { "wronly", "nonblock" })
      fails("EROFS", "/etc/x", "w")
      process.limit("nofile", 3)
      fails("EMFILE", "/tmp/a", "w")
      """, as: user)
  }

  /// io.open of a FIFO stops PID 1 with its handlers; process.open does not.
  @Test func handlersInterruptTheOpenOfAFIFO() throws {
    try holds(
      Self.storm + """
        assert(process.mkfifo("/tmp/fifo"))
        local runs = 0
        signal.handle("USR1", function() runs = runs + 1 end)
        storm()
        for _, flags in ipairs{ "r", "w" } do
          local fd, message, errno = process.open("/tmp/fifo", flags)
          assert(fd == nil and errno == "EINTR" and message, errno)
        end
        calm()
        assert(runs >= 2)
        -- A handler that restarts lets it continue.
        signal.handle("USR1", function()
          runs = runs + 1
          if runs == 3 then
            process.fork(function()
              process.write(assert(process.open("/tmp/fifo", "w")), "text")
            end)
          end
        end, { restart = true })
        runs = 0
        storm()
        local fd = assert(process.open("/tmp/fifo"))
        assert(runs >= 3)
        calm()
        assert(process.read(fd) == "text")
        """)
  }

  @Test(arguments: User.available)
  func aFullPipeDoesNotStopANonblockingWriter(user: User) throws {
    try holds(
      """
      local reading, writing = process.pipe()
      assert(process.nonblock(writing) and process.nonblock(reading, true))
      local count, message, errno = process.read(reading)
      assert(count == nil and errno == "EAGAIN" and message:find("EAGAIN"))
      local total = 0
      repeat
        count, _, errno = process.write(writing, ("x"):rep(4096))
        total = total + (count or 0)
      until not count
      assert(errno == "EAGAIN" and total == 65536)
      assert(#process.poll({ write = { writing } }, 0).write == 0)
      assert(#process.read(reading) == 65536)
      assert(process.poll({ write = { writing } }).write[1] == writing)
      -- It is the open file's, not the descriptor's.
      local copy = process.dup(reading)
      assert(select(3, process.read(copy)) == "EAGAIN")
      assert(process.nonblock(copy, false))
      process.fork(function() process.write(writing, "late") end)
      assert(process.read(reading) == "late", "it blocks again")
      assert(select(3, process.nonblock(99)) == "EBADF")
      """, as: user)
  }

  /// What may block and does not is no end of the preparations: the signal would come before the
  /// handler and be dropped.
  @Test func preparationsAreNotTakenForAWait() throws {
    let script = try Workplace.script(
      """
      local file = process.open("/tmp/file", "w")
      local one, other = process.socketpair()
      process.send(one, "text")
      local control = process.listen("/tmp/control")
      local client = process.connect("/tmp/control")
      process.poll({ control }, 0)
      process.write(1, process.read(other) .. "\\n")
      process.close(process.accept(control))
      local start = os.clock()
      while os.clock() - start < 1 do end
      signal.handle("TERM", function() process.exit(7) end)
      process.mkfifo("/tmp/fifo")
      process.open("/tmp/fifo")
      """)
    let result = try run("--send", "TERM", script)
    #expect(result.status == 7 && result.output.contains("exited 7"), "\(result)")
  }

  @Test func dup2ReplacesADescriptor() throws {
    try holds(
      """
      local saved = process.dup(1)
      assert(saved > 2)
      local log = process.open("/tmp/log", "w")
      io.write("before, ")
      assert(process.dup2(log, io.stdout) == 1)
      print("in the log")
      assert(process.dup2(saved, 1) == 1)
      print("after")
      assert(io.open("/tmp/log"):read("a") == "in the log\\n")
      -- The copy is inherited by exec, dup's is not.
      local child = process.fork(function()
        process.dup2(log, 8)
        process.exec{ "sh", "-c", "echo kept >&8; [ ! -e /proc/self/fd/" .. saved .. " ]" }
      end)
      assert(process.wait(child).code == 0)
      assert(io.open("/tmp/log"):read("a") == "in the log\\nkept\\n")
      assert(select(3, process.dup(99)) == "EBADF")
      assert(select(3, process.dup2(99, 1)) == "EBADF")
      assert(select(3, process.dup2(1, 1000000)) == "EBADF")
      process.limit("nofile", 3)
      assert(select(3, process.dup(1)) == "EMFILE")
      """)
    let result = try runScript(
      """
      local saved = process.dup(1)
      io.write("first ")
      process.dup2(process.open("/dev/null", "w"), 1)
      io.write("nowhere ")
      process.dup2(saved, 1)
      io.write("last")
      """)
    #expect(result.output == "first last")
  }

  @Test(arguments: [
    ("process.open()", "path: string expected, got no value"),
    ("process.open('a\\0b')", "path: a string with a zero byte: EINVAL"),
    ("process.open('/tmp/x', 'rw')", "flags: \"r\", \"r+\""),
    ("process.open('/tmp/x', 7)", "got number"),
    ("process.open('/tmp/x', {'creat'})", "one of rdonly, wronly and rdwr is missing"),
    ("process.open('/tmp/x', {'wronly', 'rdonly'})", "unexpected 'rdonly'"),
    ("process.open('/tmp/x', {'wronly', 'create'})", "unexpected 'create'"),
    ("process.open('/tmp/x', {'wronly', creat = true})", "got table"),
    ("process.open('/tmp/x', 'w', 644)", "write octal digits in a string, as \"644\": EINVAL"),
    ("process.open('/tmp/x', 'w', '8')", "mode: '8' is not a mode in octal digits"),
    ("process.open('/tmp/x', 'w', '17777')", "'17777' is not a mode"),
    ("process.open('/tmp/x', 'w', 'rw-r--r--')", "'rw-r--r--' is not a mode"),
    ("process.open('/tmp/x', 'w', true)", "got boolean"),
    ("process.nonblock(1, 1)", "on: boolean expected, got number"),
    ("process.nonblock('x')", "fd: descriptor or file expected, got string"),
    ("process.dup()", "fd: descriptor or file expected, got no value"),
    ("process.dup2(1)", "bad argument #2"),
    ("process.dup2(1, -1)", "invalid descriptor -1: EBADF"),
  ])
  func misuseNamesTheArgument(call: String, message: String) throws {
    try expectMisuse(call, "bad argument #", message)
  }
}
