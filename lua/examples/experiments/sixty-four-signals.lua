-- The 64 signals: the default action of each for an ordinary process, and for PID 1.

local experiment = require("experiment")

-- As listed in signal(7). CONT continues a stopped process, and does nothing else.
local harmless = { CHLD = true, CONT = true, URG = true, WINCH = true }
local stopping = { STOP = true, TSTP = true, TTIN = true, TTOU = true }

local function sleeper()
  while true do process.sleep(1000) end
end

--- Sends each signal to a new child, and prints its effect.
local function try_all()
  for _, name in ipairs(signal.list()) do
    local child = process.fork(sleeper)
    -- TSTP, TTIN and TTOU do not stop a process in PID 1's own group, which is orphaned.
    process.setpgid(child, child)
    signal.kill(child, name)
    if harmless[name] then
      -- Otherwise, the child would keep sleeping, and the wait would not end.
      signal.kill(child, "KILL")
    end
    local change = process.wait(child, { stopped = true })
    print(name, change.event, change.name)
    signal.kill(child, "KILL")
  end
end

describe("the kernel's list", function()
  it("has 64 signals: 31 standard ones, and real-time ones from 32", function()
    assert.equal(64, #signal.list())
    assert.equal("HUP", signal.list()[1])
    assert.equal("SYS", signal.list()[31])
    assert.equal(34, signal.number("RTMIN"), "the C library reserves 32 and 33")
    assert.equal(64, signal.number("RTMAX"))
  end)
end)

describe("all 64 signals at their default", function()
  it("do nothing to PID 1 from inside", function()
    local box = experiment.box(sleeper)
    for _, name in ipairs(signal.list()) do
      assert.effect("dropped", box:kill(name))
    end
    assert.alive(box)
  end)

  it("do nothing to PID 1 from the host, except KILL and STOP", function()
    local box = experiment.box(sleeper)
    for _, name in ipairs(signal.list()) do
      if name ~= "KILL" and name ~= "STOP" then
        assert.effect("dropped", box:kill(name, "host"))
      end
    end
    assert.effect("stopped", box:kill("STOP", "host"))
    assert.effect("killed KILL", box:kill("KILL", "host"))
  end)

  it("kill any other process, except four that stop it and four that do nothing", function()
    local box = experiment.box(try_all, { wait = false })
    assert.exited(0, box:wait())
    local seen = 0
    for name, event, by in box:output():gmatch("(%S+)\t(%S+)\t(%S+)\n") do
      seen = seen + 1
      assert.equal(harmless[name] and "KILL" or name, by)
      assert.equal(stopping[name] and "stopped" or "killed", event, name)
    end
    assert.equal(64, seen)
  end)
end)
