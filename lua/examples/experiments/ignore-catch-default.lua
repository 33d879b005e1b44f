-- The three dispositions: a process ignores TERM, then catches it, then sets it to its default.
-- Each time, it sends TERM to its own process group.

local experiment = require("experiment")

local function companion()
  signal.ignore("TERM")
  signal.kill(0, "TERM")
  print("ignored")

  signal.handle("TERM", function()
    print("in the handler")
  end)
  signal.kill(0, "TERM")
  print("caught")

  signal.default("TERM")
  signal.kill(0, "TERM")
  print("at its default, still alive")
end

describe("a process that sends TERM to its own group", function()
  it("survives while it ignores or catches TERM, and is killed at the default", function()
    local box = experiment.box(companion, { ordinary = true, wait = false })
    assert.killed("TERM", box:wait())
    assert.equal("ignored\nin the handler\ncaught\n", box:output())
  end)

  it("survives at the default, too, if it is PID 1", function()
    local box = experiment.box(companion, { wait = false })
    assert.exited(0, box:wait())
    assert.matches("at its default, still alive\n$", box:output())
  end)
end)

describe("/proc/1/status", function()
  it("has TERM in SigIgn if it is ignored", function()
    local box = experiment.box(function()
      signal.ignore("TERM")
      process.sleep(100)
    end)
    assert.is_true(box:status().SigIgn.TERM)
    assert.effect("ignored", box:kill("TERM"))
  end)

  it("has TERM in SigCgt if it is caught", function()
    local box = experiment.box(function()
      signal.handle("TERM", function() end)
      while true do signal.pause() end
    end)
    assert.is_true(box:status().SigCgt.TERM)
    assert.effect("handled", box:kill("TERM"))
    assert.equal(1, box:handled("TERM"))
  end)

  it("has TERM in neither set at the default, and the kernel drops it", function()
    local box = experiment.box(function()
      process.sleep(100)
    end)
    assert.is_nil(box:status().SigIgn.TERM)
    assert.is_nil(box:status().SigCgt.TERM)
    assert.effect("dropped", box:kill("TERM"))
  end)
end)

describe("a command that PID 1 starts", function()
  local function start_sleep(prepare)
    return experiment.box(function()
      prepare()
      process.spawn({ "sleep", "100" })
      while true do signal.pause() end
    end)
  end

  --- Whether TERM is ignored and caught in the child, once the child runs the command.
  local function child_status(box)
    return experiment.eventually(function()
      local entry = box:ps()[2]
      if entry and entry.name == "sleep" then
        return box:exec(function()
          local status = process.status(entry.pid)
          print(status.SigIgn.TERM, status.SigCgt.TERM)
        end).output
      end
    end)
  end

  it("inherits ignored signals", function()
    local box = start_sleep(function() signal.ignore("TERM") end)
    assert.equal("true\tnil\n", child_status(box))
  end)

  it("starts with caught signals at their default", function()
    local box = start_sleep(function() signal.handle("TERM", function() end) end)
    assert.equal("nil\tnil\n", child_status(box))
  end)
end)
