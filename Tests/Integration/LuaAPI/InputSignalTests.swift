import Testing

/// Signals that tell of input, and threads, with what the kernel shows of both.
struct InputSignalTests {
  @Test func aDescriptorSendsASignal() throws {
    try holds(
      """
      local reading, writing = process.pipe()
      signal.block("RTMIN")
      assert(signal.setsig(reading, "RTMIN"))
      process.write(writing, "x")
      local info = assert(signal.wait("RTMIN", 10))
      assert(info.cause == "io" and info.code == 1, "POLL_IN")
      assert(info.fd == reading and info.origin == "kernel" and info.pid == 0)
      -- The same for a handler, whose record another function copies.
      local seen
      signal.handle("RTMIN", function(info) seen = info end)
      signal.unblock("RTMIN")
      process.write(writing, "y")
      assert(seen.cause == "io" and seen.fd == reading and seen.code == 1)
      seen = nil
      assert(signal.setsig(reading, 0))
      process.write(writing, "z")
      process.sleep(0.001)
      assert(seen == nil)
      local _, _, errno = signal.setsig(reading, "RTMIN", 999)
      assert(errno == "ESRCH")
      """)
  }

  @Test func aDescriptorSendsASignalToAnotherProcess() throws {
    try holds(
      """
      local reading, writing = process.pipe()
      local child = process.fork(function() process.sleep(100) end)
      assert(signal.setsig(reading, "USR1", child))
      process.write(writing, "x")
      assert(process.wait(child).name == "USR1")
      """)
  }

  @Test(arguments: User.available)
  func messageQueues(user: User) throws {
    try holds(
      """
      local queue = assert(process.mq_open("/jobs"))
      assert(process.mq_send(queue, "later") and process.mq_send(queue, "first", 9))
      assert(process.mq_receive(queue) == "first" and process.mq_receive(queue) == "later")
      signal.block("USR1")
      assert(signal.mq_notify(queue, "USR1", 7))
      assert(select(3, signal.mq_notify(queue, "USR1")) == "EBUSY")
      local child = process.fork(function() assert(process.mq_send(queue, "from a child")) end)
      local info = assert(signal.wait("USR1", 10))
      assert(info.cause == "message" and info.value == 7 and info.pid == child)
      assert(process.mq_receive(queue) == "from a child")
      assert(signal.mq_notify(queue, "USR1") and signal.mq_notify(queue, 0))
      assert(process.mq_send(queue, "x") and not signal.wait("USR1", 0))
      assert(process.mq_receive(queue) == "x")
      -- A handler interrupts the wait.
      signal.handle("ALRM", function() end)
      signal.alarm(0.05)
      assert(select(3, process.mq_receive(queue)) == "EINTR")
      assert(select(3, process.mq_open("jobs")) == "EINVAL")
      assert(process.mq_unlink("/jobs") and select(3, process.mq_unlink("/jobs")) == "ENOENT")
      """, as: user)
  }

  @Test(arguments: User.available)
  func threadsHaveTheirMasks(user: User) throws {
    try holds(
      """
      signal.handle("USR2", function() end)
      local child, threads = process.threads({ { "TERM" }, { "TERM", "USR1" }, {} })
      assert(#threads == 3 and threads[1] == child)
      assert(process.status(child).threads == 3 and #process.status(child).SigCgt == 0)
      for index, names in ipairs { "TERM", "USR1 TERM", "" } do
        assert(table.concat(process.status(threads[index]).SigBlk, " ") == names)
      end
      -- A signal for a thread is pending for it alone.
      assert(signal.tgkill(child, threads[2], "USR1"))
      assert(process.status(threads[2]).SigPnd.USR1 and not process.status(child).SigPnd.USR1)
      -- One for the process ends it, because a thread does not block it.
      assert(signal.kill(child, "TERM") and process.wait(child).name == "TERM")
      """, as: user)
  }

  /// The process lives after its main thread, which is a zombie: pthread_exit(3).
  @Test func aProcessWithoutItsMainThread() throws {
    try holds(
      """
      local child, threads = process.threads({ false, { "TERM" } })
      local function isZombie(id)
        return io.open("/proc/" .. id .. "/status"):read("a"):find("State:\tZ", 1, true)
      end
      while not isZombie(child) do process.sleep(0.001) end
      assert(not isZombie(threads[2]))
      assert(process.status(threads[2]).state == "sleeping")
      assert(signal.kill(child, "TERM") and process.status(threads[2]).ShdPnd.TERM)
      assert(not process.wait(child, { nohang = true }))
      assert(signal.kill(child, "USR1") and process.wait(child).name == "USR1")
      """)
  }

  @Test(arguments: [
    "process.threads({})", "process.threads({ false })", "process.threads({ a = {} })",
  ])
  func threadsThatCannotBe(call: String) throws {
    try holds("local ok, message = pcall(function() \(call) end) assert(not ok, message)")
  }
}
