import Foundation
import Testing

/// Scripts that report what did not happen.
///
/// For each verb there are honest scripts, which show that the test would notice.
struct ForgeryTests {
  /// Speaks the protocol of the channel on every descriptor, in every way that Lua has.
  private static let speaker = """
    local words = {
      "\\2\\15\\1\\0\\0\\0", "\\6\\15", "\\4\\0\\0", "\\0\\125cannot make the box", "\\1", "\\3",
      "\\5\\4kind\\0006\\0result", "\\2" .. ("\\15\\255\\255\\255\\255"):rep(100), "",
    }
    local spoken = 0
    local function note(...) if ... then spoken = spoken + 1 end end
    local function each(use)
      for fd = 3, 300 do
        for _, word in ipairs(words) do pcall(use, fd, word) end
      end
    end
    local ways = {
      write = function() each(function(fd, word) note(process.write(fd, word)) end) end,
      send = function() each(function(fd, word) note(process.send(fd, word)) end) end,
      dup = function()
        each(function(fd, word)
          local copy = process.dup(fd)
          note(copy and process.write(copy, word))
        end)
      end,
      dup2 = function() for fd = 3, 300 do pcall(process.dup2, fd, 400) pcall(process.dup2, 2, fd) end end,
      spawn = function()
        for fd = 3, 300 do
          local ok, pid = pcall(process.spawn, { "sh", "-c", "printf '\\\\4\\\\0\\\\0' >&3", descriptors = { fd } })
          if ok and pid then note(process.wait(pid).code == 0) end
        end
      end,
      stdout = function()
        for fd = 200, 204 do
          local ok, pid = pcall(process.spawn, { "printf", "\\\\4\\\\0\\\\0", stdout = fd })
          if ok and pid then note(process.wait(pid).code == 0) end
        end
      end,
      files = function()
        for _, path in ipairs({ "/proc/self/fd/%d", "/proc/1/fd/%d", "/dev/fd/%d" }) do
          each(function(fd, word)
            local file = fd >= 200 and fd < 205 and io.open(path:format(fd), "w")
            note(file and file:write(word) and file:flush())
            local opened = fd >= 200 and fd < 205 and process.open(path:format(fd), "w")
            note(opened and process.write(opened, word))
          end)
        end
      end,
      fork = function()
        local pid = process.fork(function()
          each(function(fd, word) note(process.write(fd, word)) end)
          return spoken == 0 and 0 or 1
        end)
        note(process.wait(pid).code ~= 0)
      end,
      native = function()
        local reading, writing = process.pipe()
        local pid = process.spawn({ "./speak", stdout = writing })
        process.wait(pid)
        note(process.read(reading) ~= "spoken 0\\n")
      end,
      close = function() for fd = 3, 300 do note(process.close(fd)) end end,
      memory = function()
        for _, path in ipairs({ "/proc/self/mem", "/proc/1/mem", "/proc/thread-self/mem" }) do
          note(io.open(path, "r+b") or process.open(path, "r+"))
        end
      end,
      limit = function() process.limit("nofile", 3) each(function(fd, word) note(process.write(fd, word)) end) end,
    }
    local function speak(way) ways[way]() assert(spoken == 0, way .. " reached something") end

    """

  private static let ways = [
    "write", "send", "dup", "dup2", "spawn", "stdout", "files", "fork", "native", "close", "memory",
    "limit",
  ]

  private func send(_ source: String, as user: User = .current) throws -> String {
    let script = try Workplace.script(source)
    return try Command.sigbox(["run", "--timeout", "60s", script, "--send", "TERM"], as: user)
      .finish().output
  }

  /// What happens if it happens.
  @Test func honestScripts() throws {
    let handled = try send("signal.handle('TERM', function() end) while true do signal.pause() end")
    #expect(handled.contains("TERM from inside: handled: "), "\(handled)")
    let accepted = try send(
      "signal.block('TERM') signal.wait('TERM') while true do signal.pause() end")
    #expect(accepted.contains("TERM from inside: handled: "), "\(accepted)")
    let ended = try send("signal.handle('TERM', function() process.exit(0) end) signal.pause()")
    #expect(ended.contains("TERM from inside: exited 0: "), "\(ended)")
    #expect(ended.contains("exited 0 (exit status 0)"), "\(ended)")
    let delayed = try send("signal.handle('TERM', print, {when = 'deferred'}) while true do end")
    #expect(delayed.contains("TERM from inside: caught, not handled yet: "), "\(delayed)")
  }

  /// The program of the way `native` speaks to a socket that it has.
  @Test func theNativeSpeakerSpeaks() throws {
    let script = try Workplace.script(
      """
      local own, other = process.socketpair("seqpacket")
      process.wait(process.spawn{ "./speak", descriptors = { other } })
      return process.read(own) == "\\2\\15\\1\\0\\0\\0"
      """)
    let result = try Command.sigbox(["run", script]).finish()
    #expect(result.status == 0 && result.output == "spoken 5\n", "\(result)")
  }

  /// TERM is at its default, so the kernel drops it, and PID 1 lives.
  @Test(arguments: ways)
  func aDroppedSignalStaysDropped(way: String) throws {
    let output = try send(
      Self.speaker + "speak('\(way)') print('has spoken') while true do process.sleep(1) end")
    #expect(output.contains("has spoken"), "\(output)")
    #expect(output.contains("TERM from inside: dropped: "), "\(output)")
    #expect(output.contains("killed by KILL; sigbox ended the box (exit status 137)"), "\(output)")
  }

  @Test(arguments: User.available)
  func aBlockedSignalStaysBlocked(user: User) throws {
    let output = try send(
      Self.speaker + """
        signal.block("TERM")
        process.sleep(0.01)
        while not signal.pending().TERM do process.sleep(0.01) end
        speak("write")
        while true do process.sleep(1) end
        """, as: user)
    #expect(output.contains("TERM from inside: blocked (pending): "), "\(output)")
  }

  /// The handler is installed and never runs: closing the channel does not hide that.
  @Test(arguments: ["write", "close"])
  func aCaughtSignalIsNotHandled(way: String) throws {
    let output = try send(
      Self.speaker + """
        signal.handle("TERM", print, { when = "deferred" })
        speak("\(way)")
        while true do end
        """)
    #expect(output.contains("TERM from inside: caught, not handled yet: "), "\(output)")
  }

  /// A script that executes another program cannot leave it the channel.
  @Test func anExecutedProgramIsSilent() throws {
    let output = try send("process.exec{'sh', '-c', './speak; exec sleep 100'}")
    #expect(
      output.contains("spoken 0") && output.contains("TERM from inside: dropped: "), "\(output)")
  }

  private func probe(_ source: String, _ role: String, _ expectation: String) throws -> Int32 {
    let script = try Workplace.script(source)
    return try Command.sigbox([
      "probe", "--signal", "TERM", "--role", role, "--expect", "inside \(role) \(expectation)",
      script,
    ]).finish().status
  }

  @Test(arguments: ["pid1", "ordinary"])
  func probe(role: String) throws {
    let honest =
      "signal.handle('TERM', function() process.exit(0) end) while true do signal.pause() end"
    #expect(try probe(honest, role, "TERM exits 0") == 0)
    #expect(try probe(honest, role, "TERM survives") == 1)
    // It handles TERM and lives, and says that it has ended.
    let forged =
      Self.speaker + """
        signal.handle("TERM", function() speak("write") speak("fork") end)
        while true do signal.pause() end
        """
    #expect(try probe(forged, role, "TERM exits 0") == 1)
    #expect(try probe(forged, role, "TERM handled") == 0)
    let ignoring =
      Self.speaker + "signal.ignore('TERM') speak('write') while true do signal.pause() end"
    #expect(try probe(ignoring, role, "TERM handled") == 1)
    #expect(try probe(ignoring, role, "TERM ignored") == 0)
  }

  /// What learners may write as the solution of the exercise that exits on TERM.
  @Test func workshopCheck() throws {
    let learner = try WorkshopTests.Learner()
    try learner.predictSomething("4")
    let forged = [
      "signal.handle('TERM', function() speak('write') end)",
      "signal.handle('TERM', print) speak('write')",
      "speak('write')", "signal.handle('TERM', function() speak('native') end)",
    ]
    for (number, source) in forged.enumerated() {
      let script = Self.speaker + source + " while true do signal.pause() end"
      try learner.write("04-\(number).lua", script)
      let result = try learner("check", "4", "04-\(number).lua")
      #expect(result.status == 1, "\(source): \(result)")
      #expect(result.output.contains("Not yet."), "\(source): \(result)")
    }
    try learner.write("04-right.lua", try learner("solution", "4", "--show").output)
    #expect(try learner("check", "4", "04-right.lua").status == 0)
  }

  private func test(_ source: String, as user: User = .current) throws -> Command.Result {
    try Command.sigbox(
      ["test", "--timeout", "60s", "--lua-memory", "64m", try Workplace.script(source)], as: user
    ).finish()
  }

  @Test(arguments: User.available)
  func honestExperiments(user: User) throws {
    let passing = try test(#"it("holds", function() assert.equal(1, 1) end)"#, as: user)
    #expect(passing.status == 0 && passing.output.contains("1 passed, 0 failed"), "\(passing)")
    let failing = try test(#"it("fails", function() assert.equal(1, 2) end)"#, as: user)
    #expect(failing.status == 1 && failing.output.contains("0 passed, 1 failed"), "\(failing)")
  }

  /// Files whose only experiment fails, in many disguises.
  @Test(arguments: ExperimentForgery.files)
  func aFailedExperimentDoesNotPass(source: String) throws {
    let result = try test(ExperimentForgery.prelude + source)
    #expect(result.status == 1, "\(source): \(result)")
    #expect(!result.output.contains("1 passed, 0 failed in"), "\(source): \(result)")
    #expect(!result.error.contains("Fatal"), "\(source): \(result)")
  }
}
