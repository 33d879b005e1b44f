-- The sender of a signal: si_pid is its pid in the receiver's PID namespace, or 0 if it has none.

local experiment = require("experiment")

--- Returns a PID 1 that prints the signals it gets. It first calls `before`.
local function telling(before)
  return function()
    local function tell(info)
      print(("%s from pid %d: %s, %s"):format(info.name, info.pid, info.cause, info.origin))
    end
    for _, name in ipairs({ "TERM", "ALRM", "CHLD", "RTMIN" }) do
      signal.handle(name, tell)
    end
    before()
    while true do signal.pause() end
  end
end

local function nothing() end

describe("the sender of a signal", function()
  it("from inside has a pid", function()
    local box = experiment.box(telling(nothing))
    assert.effect("handled", box:kill("TERM"))
    local pid = tonumber(box:expect("TERM from pid (%d+): user, inside\n"))
    assert.truthy(pid > 1, "expected a pid above 1, got " .. pid)
  end)

  it("from the host has pid 0, because it has no pid in the namespace", function()
    local box = experiment.box(telling(nothing))
    assert.effect("handled", box:kill("TERM", "host"))
    assert.equal("TERM from pid 0: user, host\n", box:output())
  end)

  it("is PID 1 if it signals itself with kill, raise or queue", function()
    local box = experiment.box(telling(function()
      signal.kill(1, "TERM")
      signal.raise("TERM")
      signal.queue(1, "RTMIN", 7)
    end))
    assert.equal([[
TERM from pid 1: user, inside
TERM from pid 1: thread, inside
RTMIN from pid 1: queue, inside
]], box:output())
  end)

  it("is the kernel for an alarm, with pid 0", function()
    local box = experiment.box(telling(function() signal.alarm(0.001) end))
    box:expect("ALRM from pid 0: kernel, kernel\n")
  end)

  it("is the child for CHLD, although the kernel sends the signal", function()
    local box = experiment.box(telling(function()
      print("child", process.fork(function() end))
    end))
    local child = box:expect("child\t(%d+)\n")
    box:expect("CHLD from pid " .. child .. ": child, kernel\n")
  end)
end)

describe("a parent outside the namespace", function()
  it("has pid 0, for PID 1 and for a process that entered from outside", function()
    local box = experiment.box(function()
      print(process.parent())
      process.sleep(100)
    end)
    assert.equal("0\n", box:output())
    assert.equal("0\n", box:exec(function() print(process.parent()) end).output)
  end)
end)
