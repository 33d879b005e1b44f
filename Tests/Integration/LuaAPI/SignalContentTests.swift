import Testing

/// What signals tell their receivers, and the ways to receive them without a handler.
struct SignalContentTests {
  @Test func aSignalWithACodeAndAValue() throws {
    try holds(
      """
      signal.block("USR1", "RTMIN")
      local me = process.pid()
      local function check(sent, code, cause, value)
        assert(sent == true)
        local info = assert(signal.wait({"USR1", "RTMIN"}, 0))
        assert(info.code == code and info.cause == cause and info.value == value, tostring(info))
        return info
      end
      check(signal.queue(me, "USR1", 1), -1, "queue", 1)
      check(signal.queue(me, "USR1", 2, -3), -3, "message", 2)
      check(signal.tgqueue(me, me, "RTMIN", 3), -1, "queue", 3)
      check(signal.tgqueue(me, me, "RTMIN", 4, -4), -4, "io", 4)
      local pidfd = assert(process.pidfd(me))
      check(signal.send(pidfd, "RTMIN", 5), -1, "queue", 5)
      check(signal.send(pidfd, "RTMIN"), 0, "user", 0)
      -- A process may send itself any code: SI_KERNEL is 128, SI_USER is 0.
      assert(check(signal.queue(me, "USR1", 6, 0), 0, "user", 0).pid == 1)
      assert(check(signal.queue(me, "USR1", 0, 128), 128, "kernel", 0).origin == "kernel")
      """)
  }

  @Test func aCodeOfTheKernelIsRefusedToOthers() throws {
    try holds(
      """
      local child = process.fork(function() process.sleep(100) end)
      local pidfd = process.pidfd(child)
      for _, code in ipairs { 0, 128, -6, 1 } do
        for _, results in ipairs {
          { signal.queue(child, "TERM", 0, code) }, { signal.tgqueue(child, child, "TERM", 0, code) },
          { signal.send(pidfd, "TERM", 0, code) },
        } do
          assert(results[1] == nil and results[3] == "EPERM", code)
        end
      end
      assert(select(3, signal.tgqueue(child, 1, "TERM")) == "ESRCH")
      assert(signal.tgqueue(child, child, "TERM", 1) and process.wait(child).name == "TERM")
      """)
  }

  /// A pending signal for a thread is not one for the process: proc_pid_status(5).
  @Test func aSignalForAThread() throws {
    try holds(
      """
      local child = process.fork(function()
        signal.block("USR1", "USR2")
        process.sleep(100)
      end)
      while not process.status(child).SigBlk.USR1 do process.sleep(0.001) end
      assert(signal.tgqueue(child, child, "USR1", 1) and signal.queue(child, "USR2", 1))
      local status = process.status(child)
      assert(status.SigPnd.USR1 and #status.SigPnd == 1)
      assert(status.ShdPnd.USR2 and #status.ShdPnd == 1)
      """)
  }

  @Test func waitingForNoTimeTakesWhatIsPending() throws {
    try holds(
      """
      local count = 0
      signal.handle("USR2", function() count = count + 1 end)
      signal.block("USR1")
      local info, message, errno = signal.wait("USR1", 0)
      assert(info == nil and errno == "EAGAIN", message)
      signal.raise("USR1")
      signal.raise("USR1")
      assert(signal.wait("USR1", 0).name == "USR1" and not signal.wait("USR1", 0))
      -- A handler that is due runs, and does not interrupt what does not wait.
      local child = process.fork(function()
        for _ = 1, 200 do signal.kill(1, "USR2") end
      end)
      local errors = {}
      repeat
        local _, _, name = signal.wait("USR1", 0)
        errors[name or "none"] = true
      until process.wait(child, { nohang = true })
      assert(count > 0 and errors.EAGAIN and not errors.EINTR)
      """)
  }

  /// What is not a signalfd is left as it is.
  @Test func readingSignalsFromAnotherKindOfDescriptor() throws {
    try holds(
      """
      local reading, writing = process.pipe()
      local function refused(fd)
        local info, message, errno = signal.read(fd)
        assert(info == nil and errno == "EINVAL" and not message:find("\\n"), message)
      end
      refused(reading) -- an empty pipe would block
      process.write(writing, ("x"):rep(300))
      refused(reading)
      assert(#process.read(reading) == 300)
      refused(writing)
      refused(process.pidfd(process.pid()))
      refused(0)
      assert(select(3, signal.read(signal.fd("USR1"))) == "EAGAIN")
      assert(select(3, signal.read(99)) == "EBADF")
      """)
  }

  /// A signalfd without O_NONBLOCK, as an init may inherit it.
  @Test func aHandlerInterruptsReadingSignals() throws {
    let script = try Workplace.script(
      """
      local count = 0
      signal.handle("ALRM", function() count = count + 1 end)
      signal.alarm(0.05)
      local info, message, errno = signal.read(3)
      assert(info == nil and errno == "EINTR" and count == 1, message)
      signal.queue(process.pid(), "USR1", 7)
      assert(signal.read(3).value == 7)
      print("done")
      """)
    let parent = """
      import ctypes, os, signal, sys
      signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
      mask = (ctypes.c_uint64 * 16)(1 << signal.SIGUSR1 - 1)
      os.dup2(ctypes.CDLL(None).signalfd(-1, mask, 0), 3)
      os.execv(sys.argv[1], [sys.argv[1], "init", sys.argv[2]])
      """
    let result = try Command([
      "/usr/bin/env", "python3", "-c", parent, Workplace.binary, script,
    ]).finish()
    #expect(result.status == 0 && result.output == "done\n", "\(result)")
  }

  @Test func theLeastPidNamesNoGroup() throws {
    try holds(
      """
      process.fork(function() end)
      local ended, message, errno = process.wait(-2147483648)
      assert(ended == nil and errno == "ESRCH", message)
      assert(select(3, process.wait(-2147483647)) == "ECHILD")
      """)
  }
}
