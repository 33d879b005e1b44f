-- Blocked is not ignored: a blocked signal is kept pending, even for PID 1 and even at its default.

local experiment = require("experiment")

--- Blocks TERM, at its default or with a handler; USR1 unblocks it.
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
  it("is pending, in SigBlk and in ShdPnd, although PID 1 has no handler for it", function()
    local box = experiment.box(init())
    assert.effect("blocked", box:kill("TERM"))
    local status = box:status()
    assert.is_true(status.SigBlk.TERM)
    assert.is_true(status.ShdPnd.TERM)
  end)

  it("at its default is thrown away when PID 1 unblocks it", function()
    local box = experiment.box(init())
    box:kill("TERM")
    assert.effect("handled", box:kill("USR1"))
    assert.equal("unblocked\n", box:output())
    assert.is_nil(box:status().ShdPnd.TERM)
    assert.alive(box)
  end)

  it("at its default ends any other process when that unblocks it", function()
    local box = experiment.box(init(), { ordinary = true })
    assert.effect("blocked", box:kill("TERM"))
    box:send("USR1")
    assert.killed("TERM", box:wait())
    assert.equal("", box:output())
  end)

  it("reaches its handler once, however often it came", function()
    local box = experiment.box(init(function() print("in the handler") end))
    for _ = 1, 3 do
      assert.effect("blocked", box:kill("TERM"))
    end
    assert.effect("handled", box:kill("USR1"))
    assert.equal("in the handler\nunblocked\n", box:output())
    assert.equal(1, box:handled("TERM"))
  end)

  it("is thrown away when it is ignored while it is pending", function()
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

describe("the mask", function()
  it("is inherited by commands, pending signals are not", function()
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

  --- A PID 1 whose handler of USR1 sends USR1, once.
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

  it("keeps a signal out of its own handler until that returns", function()
    assert.equal("in\nout\nin\nout\n", again({}))
  end)

  it("lets it in with SA_NODEFER", function()
    assert.equal("in\nin\nout\nout\n", again({ nodefer = true }))
  end)
end)
