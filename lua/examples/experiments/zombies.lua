-- Zombies: children that have ended, but whose parent has not waited for them.

local experiment = require("experiment")

local count = 5

--- Starts children that end at once.
local function start_children()
  for _ = 1, count do
    process.fork(function() end)
  end
end

describe("a PID 1 with five children that end", function()
  it("has five zombies if it never waits", function()
    local box = experiment.box(function()
      start_children()
      while true do process.sleep(100) end
    end)
    experiment.eventually(function() return box:zombies() == count end)
    assert.equal(count, #box:children())
  end)

  it("has none if it waits for each", function()
    local box = experiment.box(function()
      start_children()
      for _ = 1, count do process.wait() end
      print("waited for all")
      while true do process.sleep(100) end
    end, { ready = "for all" })
    assert.equal(0, #box:children())
  end)

  it("has none if its CHLD handler reaps all that have ended", function()
    local box = experiment.box(function()
      signal.handle("CHLD", function() process.reap() end)
      start_children()
      while true do process.sleep(100) end
    end)
    experiment.eventually(function() return #box:children() == 0 end)
  end)

  it("has none if it ignores CHLD: the kernel reaps them, and exit statuses are lost", function()
    local box = experiment.box(function()
      signal.ignore("CHLD")
      start_children()
      print(select(3, process.wait()))
      while true do process.sleep(100) end
    end)
    box:expect("ECHILD\n")
    assert.equal(0, #box:children())
  end)
end)

describe("one CHLD", function()
  it("can stand for several children: a handler that waits only once leaves zombies", function()
    local box = experiment.box(function()
      signal.block("CHLD")
      signal.handle("CHLD", function() process.wait(-1, { nohang = true }) end)
      start_children()
      signal.handle("USR1", function() signal.unblock("CHLD") end)
      while true do process.sleep(100) end
    end)
    experiment.eventually(function() return box:zombies() == count end)
    -- Five children ended while CHLD was blocked. One CHLD is pending, so the handler runs once.
    assert.effect("handled", box:kill("USR1"))
    assert.equal(1, box:handled("CHLD"))
    assert.equal(count - 1, box:zombies())
  end)
end)

describe("a zombie", function()
  local function start()
    local box = experiment.box(function()
      process.fork(function() process.exit(7) end)
      signal.handle("USR1", function() print(process.wait().code) end)
      while true do process.sleep(100) end
    end)
    experiment.eventually(function() return box:zombies() == 1 end)
    return box, box:children()[1]
  end

  it("cannot be killed, because it has already ended", function()
    local box, pid = start()
    box:send("KILL", "host", pid)
    assert.equal(1, box:zombies())
  end)

  it("keeps its exit code until its parent has read it", function()
    local box = start()
    assert.effect("handled", box:kill("USR1"))
    assert.equal("7\n", box:output())
    assert.equal(0, box:zombies())
  end)
end)

describe("a zombie whose parent is alive", function()
  it("cannot be reaped by PID 1, even if PID 1 reaps all orphans", function()
    local box = experiment.box(function()
      process.fork(function()
        process.fork(function() end)
        while true do process.sleep(100) end
      end)
      while true do process.wait() end
    end)
    experiment.eventually(function() return box:zombies() == 1 end)
    assert.equal("reaped", box:orphan())
    assert.equal(1, box:zombies())
    -- When the parent ends, PID 1 adopts the zombie.
    box:send("KILL", "inside", box:children()[1])
    experiment.eventually(function() return #box:ps() == 1 end)
  end)

  it("cannot be reaped by PID 1 if its parent entered with docker exec", function()
    local box = experiment.box("tini", { args = { "sleep", "100" } })
    box:start(function()
      process.fork(function() end)
      process.sleep(100)
    end)
    experiment.eventually(function() return box:zombies() == 1 end)
    assert.equal("reaped", box:orphan())
    assert.equal(1, box:zombies())
  end)
end)
