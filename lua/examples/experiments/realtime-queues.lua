-- Real-time signals are queued, up to a limit. Each one arrives, in order and with a value, lowest
-- number first.

local experiment = require("experiment")

--- Runs a function as PID 1 until it ends. Returns its output.
local function output_of(fn)
  local box = experiment.box(fn, { wait = false })
  assert.exited(0, box:wait())
  return box:output()
end

describe("a real-time signal", function()
  it("arrives as often as it was sent; a standard signal arrives once", function()
    local box = experiment.box(function()
      signal.block("RTMIN", "USR1")
      signal.handle("RTMIN", function() end)
      signal.handle("USR1", function() end)
      signal.handle("USR2", function() signal.unblock("RTMIN", "USR1") end)
      while true do signal.pause() end
    end)
    for _ = 1, 5 do
      box:send("RTMIN")
      box:send("USR1")
    end
    assert.effect("handled", box:kill("USR2"))
    assert.equal(5, box:handled("RTMIN"))
    assert.equal(1, box:handled("USR1"))
  end)

  it("carries a value, and stays in order among those with its number", function()
    assert.equal("3 1 2 ", output_of(function()
      signal.block("RTMIN")
      for _, value in ipairs({ 3, 1, 2 }) do
        signal.queue(1, "RTMIN", value)
      end
      for _ = 1, 3 do
        io.write(signal.wait("RTMIN").value, " ")
      end
    end))
  end)

  it("with a lower number comes first, in whatever order they were sent", function()
    assert.equal("RTMIN RTMIN+1 RTMIN+1 RTMAX ", output_of(function()
      signal.block("RTMIN", "RTMIN+1", "RTMAX")
      for _, name in ipairs({ "RTMAX", "RTMIN+1", "RTMIN", "RTMIN+1" }) do
        signal.queue(1, name)
      end
      for _ = 1, 4 do
        io.write(signal.wait().name, " ")
      end
    end))
  end)

  it("comes after all standard signals", function()
    assert.equal("USR1 TERM RTMIN ", output_of(function()
      signal.block("RTMIN", "TERM", "USR1")
      for _, name in ipairs({ "RTMIN", "TERM", "USR1" }) do
        signal.queue(1, name)
      end
      for _ = 1, 3 do
        io.write(signal.wait().name, " ")
      end
    end))
  end)
end)

describe("handlers of several pending signals", function()
  it("interrupt each other: the handler of the highest number finishes first", function()
    assert.equal("RTMIN+2 RTMIN+1 RTMIN ", output_of(function()
      local names = { "RTMIN", "RTMIN+1", "RTMIN+2" }
      for _, name in ipairs(names) do
        signal.handle(name, function() io.write(name, " ") end)
      end
      signal.block(names)
      for _, name in ipairs(names) do
        signal.queue(1, name)
      end
      signal.unblock(names)
    end))
  end)
end)

describe("the queue", function()
  it("has a limit: queueing fails with EAGAIN until a signal is accepted", function()
    assert.equal("true true true EAGAIN true ", output_of(function()
      signal.block("RTMIN")
      signal.queue_limit(3)
      for _ = 1, 4 do
        local sent, _, errno = signal.queue(1, "RTMIN")
        io.write(tostring(sent or errno), " ")
      end
      signal.wait("RTMIN")
      io.write(tostring(signal.queue(1, "RTMIN")), " ")
    end))
  end)

  it("does not limit kill: over the limit, the signal arrives once, without its sender", function()
    assert.equal("sent by 0, then EAGAIN", output_of(function()
      signal.block("RTMIN")
      signal.queue_limit(0)
      signal.kill(1, "RTMIN")
      signal.kill(1, "RTMIN")
      io.write("sent by ", signal.wait("RTMIN", 0).pid)
      io.write(", then ", select(3, signal.wait("RTMIN", 0)))
    end))
  end)
end)

describe("a real-time signal at its default", function()
  it("kills an ordinary process and is dropped for PID 1", function()
    assert.effect("dropped", experiment.box("c"):kill("RTMIN+3"))
    assert.effect("killed RTMIN+3", experiment.box("c", { ordinary = true }):kill("RTMIN+3"))
  end)
end)
