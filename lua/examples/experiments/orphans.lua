-- Orphans: which process adopts an orphan, and which inits reap it.

local experiment = require("experiment")

--- Starts a process and returns, so that the process becomes an orphan.
local function leave_an_orphan()
  process.fork(function() process.sleep(1000) end)
end

--- Reaps children forever.
local function reap_all()
  while true do process.wait() end
end

describe("an orphan", function()
  it("is adopted by PID 1", function()
    local box = experiment.box(function()
      process.wait(process.fork(leave_an_orphan))
      print("ready")
      reap_all()
    end, { ready = "ready" })
    local children = box:children()
    assert.equal(1, #children)
    assert.equal(2, #box:ps())
    -- PID 1 did not start it, but reaps it.
    box:send("KILL", "inside", children[1])
    experiment.eventually(function() return #box:ps() == 1 end)
  end)

  it("is adopted by the nearest subreaper above it, if there is one", function()
    local box = experiment.box(function()
      process.fork(function()
        process.subreaper(true)
        process.wait(process.fork(leave_an_orphan))
        print("subreaper " .. process.pid())
        reap_all()
      end)
      reap_all()
    end, { ready = "subreaper %d+\n" })
    local subreaper = tonumber(box:expect("subreaper (%d+)"))
    assert.same({ subreaper }, box:children())
    local orphan = box:ps()[3]
    assert.equal(subreaper, orphan.parent)
    box:send("KILL", "inside", orphan.pid)
    experiment.eventually(function() return #box:ps() == 2 end)
  end)

  it("is adopted by PID 1 when its subreaper ends", function()
    local box = experiment.box(function()
      process.fork(function()
        process.subreaper(true)
        process.wait(process.fork(leave_an_orphan))
        print("ready")
        reap_all()
      end)
      reap_all()
    end, { ready = "ready" })
    local orphan = box:ps()[3].pid
    box:send("KILL", "inside", box:children()[1])
    experiment.eventually(function() return box:children()[1] == orphan end)
  end)
end)

describe("as PID 1", function()
  for _, init in ipairs({ "tini", "dumb-init" }) do
    it(init .. " reaps orphans", function()
      local box = experiment.box(init, { args = { "sleep", "100" } })
      assert.equal("reaped", box:orphan())
    end)
  end

  it("a bash script reaps orphans while it waits for its own command", function()
    assert.equal("reaped", experiment.box("bash"):orphan())
  end)

  for _, init in ipairs({ "c", "go", "python" }) do
    it(init .. " does not reap orphans: a zombie stays", function()
      local box = experiment.box(init)
      assert.equal("zombie", box:orphan())
      assert.equal(1, box:zombies())
    end)
  end
end)
