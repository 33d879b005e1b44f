-- Real-time signals queue: each arrives, in order, with a value, the lowest number first, up to a
-- limit.

local experiment = require("experiment")

--- Runs a function as PID 1 to its end; what it wrote.
local function output_of(fn)
  local box = experiment.box(fn, { wait = false })
  assert.exited(0, box:wait())
  return box:output()
end

describe("a real-time signal", function()
  it("arrives as often as it was sent, a standard one once", function()
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

  it("carries a value, and keeps the order of those with its number", function()
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

  it("of a lower number comes first, whatever came first in time", function()
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

  it("comes after any standard signal", function()
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
  it("interrupt each other: the highest number's runs to its end first", function()
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
  it("has a limit: beyond it EAGAIN, and a signal again fits when one was taken", function()
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

  it("is no limit for kill: beyond it the signal comes once, and its sender is lost", function()
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
  it("ends an ordinary process and is dropped for PID 1", function()
    assert.effect("dropped", experiment.box("c"):kill("RTMIN+3"))
    assert.effect("killed RTMIN+3", experiment.box("c", { ordinary = true }):kill("RTMIN+3"))
  end)
end)
