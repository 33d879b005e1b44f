import Testing

/// What a running handler holds back, and what comes while one is set or taken away: as for a handler
/// in C, whose outcomes the scripts expect.
struct HandlerMaskTests {
  /// Blocks three signals, sends them, and lets all come at once: USR2's handler, under a mask with
  /// TERM, interrupts USR1's.
  private func atOnce(_ handler: String) -> String {
    """
    signal.handle("TERM", function() log[#log + 1] = "TERM" end)
    signal.handle("USR1", function() log[#log + 1] = "USR1" end)
    signal.handle("USR2", function() \(handler) log[#log + 1] = "USR2" end, {mask = {"TERM"}})
    signal.block("USR1", "USR2", "TERM")
    signal.raise("USR1") signal.raise("USR2") signal.kill(process.pid(), "TERM")
    signal.unblock("USR1", "USR2", "TERM")
    """
  }

  @Test func itIsPendingAndCanBeAccepted() throws {
    try holds(
      "local log = {} "
        + atOnce(
          """
          assert(signal.pending().TERM and process.status().SigPnd.TERM == nil)
          assert(signal.wait("TERM", 30).name == "TERM" and not signal.pending().TERM)
          """)
        + "assert(table.concat(log, ' ') == 'USR2 USR1', table.concat(log, ' '))")
  }

  @Test func atItsDefaultItEndsTheProcess() throws {
    try holds(
      """
      local child = process.fork(function() local log = {} \(atOnce("signal.default('TERM')")) end)
      assert(process.wait(child).name == "TERM")
      """)
  }

  @Test func theNextProgramHasItPending() throws {
    let result = try runScript(
      "local log = {} "
        + atOnce("process.exec{'grep', '-E', '^(ShdPnd|SigBlk)', '/proc/self/status'}"))
    // 15 is pending; 10, 12 and 15 are blocked.
    #expect(
      result.output == "ShdPnd:\t0000000000004000\nSigBlk:\t0000000000004a00\n", "\(result)")
  }

  @Test func realTimeSignalsKeepTheirOrder() throws {
    try holds(
      """
      local log = {}
      signal.handle("USR1", function() end)
      signal.handle("RTMIN", function(info)
        log[#log + 1] = "handled " .. info.value
        if #log > 1 then return end
        signal.queue(process.pid(), "RTMIN", 4)
        for _ = 1, 2 do log[#log + 1] = "accepted " .. signal.wait("RTMIN", 30).value end
      end)
      signal.block("USR1", "RTMIN")
      signal.raise("USR1")
      for value = 1, 3 do signal.queue(process.pid(), "RTMIN", value) end
      signal.unblock("USR1", "RTMIN")
      log = table.concat(log, ", ")
      assert(log == "handled 1, accepted 2, accepted 3, handled 4", log)
      """)
  }

  @Test func suspendLetsItIn() throws {
    try holds(
      """
      local ran = 0
      signal.handle("USR1", function()
        ran = ran + 1
        if ran > 1 then return end
        signal.raise("USR1")
        assert(signal.pending().USR1)
        signal.suspend({})
        assert(ran == 2, "inside the handler")
      end)
      signal.raise("USR1")
      assert(ran == 2)
      """)
  }

  /// What the first one's handler holds back stays pending: the mask from before is back with its end.
  @Test func suspendLetsNoMoreIn() throws {
    try holds(
      """
      local got = {}
      signal.handle("RTMIN", function(info) got[#got + 1] = info.value end)
      signal.block("RTMIN", "USR1")
      for value = 1, 3 do signal.queue(1, "RTMIN", value) end
      for value = 1, 3 do
        assert(signal.pending().RTMIN)
        signal.suspend({})
        assert(#got == value and got[value] == value)
      end
      assert(not signal.pending().RTMIN)
      local ran = 0
      signal.handle("USR1", function() ran = ran + 1 signal.raise("USR1") end)
      signal.raise("USR1")
      signal.suspend({})
      assert(ran == 1 and signal.pending().USR1)
      """)
  }

  /// Two that were taken together, for faults hold back no second one: nor does suspend sleep over it.
  @Test func suspendLetsInWhatHasBeenTaken() throws {
    try holds(
      """
      for _, options in ipairs({{name = "SEGV"}, {name = "RTMIN", when = "deferred"}}) do
        local ran = 0
        signal.handle(options.name, function()
          ran = ran + 1
          if ran > 1 then return end
          signal.suspend({})
          assert(ran == 2)
        end, {when = options.when})
        signal.block(options.name)
        signal.raise(options.name) signal.kill(1, options.name)
        signal.unblock(options.name)
        process.sleep(0)
        assert(ran == 2, options.name)
      end
      """)
  }

  /// The handlers of all that were pending run under the mask that is waited under.
  @Test func suspendLetsAllIn() throws {
    try holds(
      """
      local log = {}
      for _, name in ipairs({"USR1", "USR2"}) do
        signal.handle(name, function()
          log[#log + 1] = name .. ": " .. table.concat(signal.mask(), " ")
        end)
      end
      signal.block("USR1", "USR2", "TERM")
      signal.raise("USR1") signal.raise("USR2")
      signal.suspend({})
      log = table.concat(log, ", ")
      assert(log == "USR2: USR1 USR2, USR1: USR1", log)
      assert(table.concat(signal.mask(), " ") == "USR1 USR2 TERM")
      """)
  }

  /// A signal that comes as its handler is taken away runs that, or ends the process.
  @Test func noneIsLostAsItsHandlerIsTakenAway() throws {
    try holds(
      """
      for _ = 1, 300 do
        local reading, writing = process.pipe()
        local child = process.fork(function()
          local handled = false
          process.write(writing, "x")
          repeat
            signal.handle("TERM", function() handled = true end)
            signal.default("TERM")
          until handled
          return 7
        end)
        process.read(reading, 1)
        signal.kill(child, "TERM")
        local ended = process.wait(child)
        assert(ended.code == 7 or ended.name == "TERM", "lost")
        process.close(reading) process.close(writing)
      end
      """)
  }

  /// More are pending than are handled before the call, and one of their handlers sets it anew.
  @Test func theDefaultIsThere() throws {
    try holds(
      """
      for _, change in ipairs({"default", "ignore"}) do
        local count, ran = 0, 0
        signal.handle("TERM", function() end)
        signal.handle("RTMIN", function()
          count = count + 1
          if count == 1000 then signal.handle("TERM", function() ran = ran + 1 end) end
        end)
        signal.handle("USR1", function()
          for value = 1, 2000 do signal.queue(1, "RTMIN", value) end
        end, {mask = {"RTMIN"}})
        signal.raise("USR1")
        assert(count < 1000)
        signal[change]("TERM")
        assert(count == 2000, count)
        assert(signal.disposition("TERM") == (change == "ignore" and "ignored" or "default"))
        signal.raise("TERM")
        assert(ran == 0)
      end
      """)
  }

  @Test func anExecThatFailsLosesNone() throws {
    try holds(
      """
      local last, count = 0, 2000
      signal.handle("RTMIN", function(info)
        assert(info.value == last + 1, "one is missing")
        last = info.value
      end)
      process.fork(function()
        for value = 1, count do signal.queue(1, "RTMIN", value) end
      end)
      while last < count do
        assert(select(3, process.exec{"no-such-command"}) == "ENOENT")
      end
      """)
  }

  @Test func deferredOnesHoldNobodyUp() throws {
    try holds(
      """
      local deferred, ran = 0, false
      signal.handle("RTMIN", function() deferred = deferred + 1 end, {when = "deferred"})
      signal.handle("TERM", function() ran = true end)
      for value = 1, 300 do signal.queue(1, "RTMIN", value) end
      signal.raise("TERM")
      assert(ran and deferred == 0)
      assert(#signal.mask() == 0 and #process.status().SigBlk == 0)
      process.sleep(5)
      assert(deferred == 300)
      """)
  }

  @Test func aHandlerThatRunsOnceIsTakenAwayOnce() throws {
    try holds(
      """
      local first, second = 0, 0
      signal.handle("USR1", function() first = first + 1 end, {resethand = true, when = "deferred"})
      signal.raise("USR1")
      signal.handle("USR1", function() second = second + 1 end, {resethand = true})
      process.sleep(0)
      signal.raise("USR1")
      assert(first + second == 2, first .. " " .. second)
      assert(signal.disposition("USR1") == "default")
      """)
  }
}
