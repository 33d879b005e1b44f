-- Blocked is not ignored: a blocked signal stays pending, even for PID 1 and even at its default.

local experiment = require("experiment")

--- Returns an init that blocks TERM, with or without a handler, and unblocks it on USR1.
local function init(handler)
  return function()
    signal.block("TERM")
    if handler then
      signal.handle("TERM", handler)
    end
    signal.handle("USR1", function()
      signal.unblock("TERM")
      print("unblocked")
    end)
    while true do signal.pause() end
  end
end

describe("a blocked signal", function()
  it("is in SigBlk and stays pending in ShdPnd, even if PID 1 has no handler for it", function()
    local box = experiment.box(init())
    assert.effect("blocked", box:kill("TERM"))
    local status = box:status()
    assert.is_true(status.SigBlk.TERM)
    assert.is_true(status.ShdPnd.TERM)
  end)

  it("at its default is dropped when PID 1 unblocks it", function()
    local box = experiment.box(init())
    box:kill("TERM")
    assert.effect("handled", box:kill("USR1"))
    assert.equal("unblocked\n", box:output())
    assert.is_nil(box:status().ShdPnd.TERM)
    assert.alive(box)
  end)

  it("at its default kills any other process that unblocks it", function()
    local box = experiment.box(init(), { ordinary = true })
    assert.effect("blocked", box:kill("TERM"))
    box:send("USR1")
    assert.killed("TERM", box:wait())
    assert.equal("", box:output())
  end)

  it("runs its handler once, however often it was sent", function()
    local box = experiment.box(init(function() print("in the handler") end))
    for _ = 1, 3 do
      assert.effect("blocked", box:kill("TERM"))
    end
    assert.effect("handled", box:kill("USR1"))
    assert.equal("in the handler\nunblocked\n", box:output())
    assert.equal(1, box:handled("TERM"))
  end)

  it("is discarded when its disposition is set to ignore while it is pending", function()
    local box = experiment.box(function()
      signal.block("TERM")
      signal.raise("TERM")
      print(signal.pending().TERM)
      signal.ignore("TERM")
      print(signal.pending().TERM)
    end, { wait = false })
    assert.exited(0, box:wait())
    assert.equal("true\nnil\n", box:output())
  end)
end)

describe("the signal mask", function()
  it("is inherited by commands, but pending signals are not", function()
    local box = experiment.box(function()
      signal.block("TERM")
      signal.raise("TERM")
      process.spawn({ "sleep", "100" })
      while true do signal.pause() end
    end)
    local child = box:children()[1]
    local seen = box:exec(function()
      local status = process.status(child)
      print(status.SigBlk.TERM, status.ShdPnd.TERM)
    end)
    assert.equal("true\tnil\n", seen.output)
    assert.is_true(box:status().SigPnd.TERM)
  end)

  --- Runs a PID 1 whose USR1 handler raises USR1 once. Returns the output.
  local function again(options)
    local box = experiment.box(function()
      local first = true
      signal.handle("USR1", function()
        print("in")
        if first then
          first = false
          signal.raise("USR1")
        end
        print("out")
      end, options)
      signal.raise("USR1")
    end, { wait = false })
    assert.exited(0, box:wait())
    return box:output()
  end

  it("blocks a signal in its own handler until the handler returns", function()
    assert.equal("in\nout\nin\nout\n", again({}))
  end)

  it("does not block it with SA_NODEFER", function()
    assert.equal("in\nin\nout\nout\n", again({ nodefer = true }))
  end)
end)
