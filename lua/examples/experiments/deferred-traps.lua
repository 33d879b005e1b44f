-- A shell runs a trap only after its foreground command has ended. With `& wait`, it runs at once.

local experiment = require("experiment")

--- Declares the experiments for a shell. Its scripts run `sleep` in the foreground or in a `wait`.
local function try(shell)
  local foreground = ([[trap 'echo trapped' TERM; echo ready; sleep 100; echo after sleep
    exec sleep 100]])
  local wait = ([[trap 'echo trapped' TERM; echo ready; sleep 100 & wait $!; echo after wait
    exec sleep 100]])

  it("defers its trap until the foreground command has ended", function()
    local box = experiment.box({ shell, "-c", foreground })
    assert.is_true(box:status().SigCgt.TERM)
    -- The shell's handler has run and taken note of the signal. The trap has not run yet.
    assert.effect("handled", box:kill("TERM"))
    assert.equal("ready\n", box:output())
    box:send("TERM", "inside", box:children()[1])
    box:expect("after sleep")
    assert.matches("ready\n.-trapped\nafter sleep\n", box:output())
  end)

  it("runs its trap at once during a wait", function()
    local box = experiment.box({ shell, "-c", wait })
    local sleep = box:children()[1]
    assert.effect("handled", box:kill("TERM"))
    assert.equal("ready\ntrapped\nafter wait\n", box:output())
    assert.same({ sleep }, box:children())
  end)

  it("is killed by docker stop if the command runs in the foreground", function()
    local box = experiment.box({ shell, "-c", "trap 'exit 0' TERM; sleep 100; :" })
    local ended = box:stop({ grace = 0.2 })
    assert.is_true(ended.killed)
    assert.equal(137, ended.status)
  end)

  it("exits at once on docker stop if the command runs in the background", function()
    local box = experiment.box({ shell, "-c", "trap 'exit 0' TERM; sleep 100 & wait $!; :" })
    local ended = box:stop()
    assert.is_false(ended.killed)
    assert.equal(0, ended.status)
  end)
end

--- Whether a file exists.
local function is_there(path)
  local file = io.open(path)
  return file and file:close()
end

for _, shell in ipairs({ "/bin/sh", "/bin/bash" }) do
  describe(shell, function()
    if is_there(shell) then
      try(shell)
    else
      pending("defers its traps", shell .. " is not installed")
    end
  end)
end

describe("a handler in Lua", function()
  --- Makes a box that computes until USR1 comes, and then waits. Its TERM handler is immediate or
  --- deferred.
  local function start(when)
    return experiment.box(function()
      local goes_on = false
      signal.handle("TERM", function() print("TERM") end, { when = when })
      signal.handle("USR1", function()
        print("USR1")
        goes_on = true
      end)
      print("computes")
      while not goes_on do end
      print("waits")
      while true do signal.pause() end
    end, { ready = "computes" })
  end

  it("interrupts a computation", function()
    local box = start("immediate")
    box:send("TERM")
    box:expect("TERM")
    box:send("USR1")
    box:expect("waits")
    assert.equal("computes\nTERM\nUSR1\nwaits\n", box:output())
  end)

  it("can be deferred until the script waits, like a trap", function()
    local box = start("deferred")
    box:send("TERM")
    box:send("USR1")
    box:expect("waits\nTERM\n")
    assert.equal("computes\nUSR1\nwaits\nTERM\n", box:output())
  end)
end)
