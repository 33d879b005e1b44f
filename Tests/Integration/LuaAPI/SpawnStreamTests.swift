import Testing

/// What process.spawn makes standard input, output and error of, in real boxes.
struct SpawnStreamTests {
  private static let helpers = """
    local function run(command)
      command[1], command[2], command[3] = "sh", "-c", command[1]
      local ended = process.wait(assert(process.spawn(command)))
      assert(ended.code == 0)
    end
    local function content(path) return io.open(path):read("a") end
    local both = "echo out; echo error >&2; echo more"

    """

  @Test(arguments: User.available)
  func outputIsAppendedOrShared(user: User) throws {
    try holds(
      Self.helpers + """
        run{ "echo first", stdout = { append = "/tmp/log" } }
        run{ "echo second", stdout = { append = "/tmp/log" } }
        assert(content("/tmp/log") == "first\\nsecond\\n")
        run{ both, stdout = "/tmp/log", stderr = "stdout" }
        assert(content("/tmp/log") == "out\\nerror\\nmore\\n", "it is emptied first")
        run{ both, stderr = { append = "/tmp/log" }, stdout = "stderr" }
        assert(content("/tmp/log") == ("out\\nerror\\nmore\\n"):rep(2))
        -- One path is opened once.
        run{ both, stdout = "/tmp/same", stderr = "/tmp/same" }
        assert(content("/tmp/same") == "out\\nerror\\nmore\\n")
        run{ both, stdout = { append = "/tmp/same" }, stderr = { append = "/tmp/same" } }
        assert(content("/tmp/same") == ("out\\nerror\\nmore\\n"):rep(2))
        run{ "cat", stdin = "/tmp/same", stdout = { append = "/tmp/copy" } }
        assert(content("/tmp/copy") == content("/tmp/same"))
        -- A pipe, and a file of that name.
        local reading, writing = process.pipe()
        run{ both, stdout = writing, stderr = "stdout" }
        assert(process.read(reading) == "out\\nerror\\nmore\\n")
        process.chdir("/tmp")
        run{ both, stdout = "./stderr", stderr = "./stdout" }
        assert(content("stderr") == "out\\nmore\\n" and content("stdout") == "error\\n")
        run{ both, stdout = false, stderr = false }
        collectgarbage()  -- closes what content opened
        assert(#process.readdir("/proc/self/fd") == 3 + 2 + 1, "nothing stays open but the pipe")
        """, as: user)
  }

  @Test func errorGoesWhereTheScriptsOutputGoes() throws {
    let result = try runScript(
      "process.wait(process.spawn{ 'sh', '-c', 'echo error >&2', stderr = 'stdout' })")
    #expect(result.output == "error\n" && result.error.isEmpty, "\(result)")
  }

  @Test func aTerminalIsBoth() throws {
    try holds(
      """
      local master, slave = terminal.open()
      local child = process.spawn{ "sh", "-c", "echo error >&2", terminal = slave,
        stderr = "stdout" }
      assert(process.read(master) == "error\\r\\n")
      process.wait(child)
      """)
  }

  @Test func errorsAreNamed() throws {
    try holds(
      """
      local function fails(errno, options)
        options[1] = "true"
        local pid, message, got = process.spawn(options)
        assert(pid == nil and got == errno and message:find(errno), tostring(got))
      end
      fails("ENOENT", { stdout = { append = "/tmp/no/log" } })
      fails("EISDIR", { stdout = { append = "/tmp" } })
      fails("EROFS", { stderr = { append = "/etc/log" }, stdout = "stderr" })
      fails("EBADF", { stdout = 99, stderr = "stdout" })
      assert(#process.children() == 0 and #process.readdir("/proc/self/fd") == 4)
      """)
  }

  /// The open of a FIFO waits for its other end; handlers run meanwhile.
  @Test func handlersInterruptTheOpenOfAFIFO() throws {
    try holds(
      DescriptorAPITests.storm + """
        assert(process.mkfifo("/tmp/fifo"))
        local runs = 0
        signal.handle("USR1", function() runs = runs + 1 end)
        storm()
        local pid, message, errno = process.spawn{ "cat", stdin = "/tmp/fifo", stdout = "/tmp/log" }
        assert(pid == nil and errno == "EINTR" and message:find("/tmp/fifo"), message)
        calm()
        assert(runs > 0 and #process.readdir("/proc/self/fd") == 4)
        runs = 0
        signal.handle("USR1", function()
          runs = runs + 1
          if runs == 3 then
            process.fork(function()
              process.write(assert(process.open("/tmp/fifo", "w")), "text")
            end)
          end
        end, { restart = true })
        storm()
        local child = assert(process.spawn{ "cat", stdout = "/tmp/log", stdin = "/tmp/fifo" })
        calm()
        while not process.wait(child) do end
        assert(runs >= 3 and io.open("/tmp/log"):read("a") == "text")
        """)
  }

  @Test(arguments: [
    ("process.spawn{'ls', stdin = {append = 'x'}}", "stdin: a path, a file, a descriptor or false"),
    ("process.spawn{'ls', stdout = {}}", "stdout: a table must be {append = \"path\"}: EINVAL"),
    ("process.spawn{'ls', stdout = {append = 'x', x = 1}}", "stdout: a table must be"),
    ("process.spawn{'ls', stdout = {append = true}}", "append: string expected, got boolean"),
    ("process.spawn{'ls', stdout = true}", "stdout: a path, a file, a descriptor or false"),
    ("process.spawn{'ls', stdout = 'stderr', stderr = 'stdout'}", "each refers to the other"),
    (
      "process.spawn{'ls', stdout = '/tmp/x', stderr = {append = '/tmp/x'}}",
      "'/tmp/x' cannot be both truncated and appended to: use stderr = \"stdout\": EINVAL"
    ),
  ])
  func misuseNamesTheArgument(call: String, message: String) throws {
    try expectMisuse(call, "bad argument #", message)
  }
}
