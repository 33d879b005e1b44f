-- The three choices: one process ignores TERM, then catches it, then leaves it at its default, and
-- each time sends it to its own group.

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
  print("at its default, and alive")
end

describe("a process that signals its own group", function()
  it("lives on while it ignores TERM or catches it, and dies of it at the default", function()
    local box = experiment.box(companion, { ordinary = true, wait = false })
    assert.killed("TERM", box:wait())
    assert.equal("ignored\nin the handler\ncaught\n", box:output())
  end)

  it("lives on at the default too where it is PID 1", function()
    local box = experiment.box(companion, { wait = false })
    assert.exited(0, box:wait())
    assert.matches("at its default, and alive\n$", box:output())
  end)
end)

describe("/proc/1/status", function()
  it("has TERM in SigIgn, and it is ignored", function()
    local box = experiment.box(function()
      signal.ignore("TERM")
      process.sleep(100)
    end)
    assert.is_true(box:status().SigIgn.TERM)
    assert.effect("ignored", box:kill("TERM"))
  end)

  it("has TERM in SigCgt, and the handler runs", function()
    local box = experiment.box(function()
      signal.handle("TERM", function() end)
      while true do signal.pause() end
    end)
    assert.is_true(box:status().SigCgt.TERM)
    assert.effect("handled", box:kill("TERM"))
    assert.equal(1, box:handled("TERM"))
  end)

  it("has TERM in neither, and it is dropped", function()
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

  --- The signals of the child, once it runs the command.
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

  it("inherits what is ignored", function()
    local box = start_sleep(function() signal.ignore("TERM") end)
    assert.equal("true\tnil\n", child_status(box))
  end)

  it("has at its default what is caught", function()
    local box = start_sleep(function() signal.handle("TERM", function() end) end)
    assert.equal("nil\tnil\n", child_status(box))
  end)
end)
