-- A shell's trap waits for the command in the foreground; with `& wait` it runs at once.

local experiment = require("experiment")

--- Experiments with a shell: `foreground` and `wait` run `sleep` in either way.
local function try(shell)
  local foreground = ([[trap 'echo trapped' TERM; echo ready; sleep 100; echo after sleep
    exec sleep 100]])
  local wait = ([[trap 'echo trapped' TERM; echo ready; sleep 100 & wait $!; echo after wait
    exec sleep 100]])

  it("defers its trap until the command in the foreground has ended", function()
    local box = experiment.box({ shell, "-c", foreground })
    assert.is_true(box:status().SigCgt.TERM)
    -- The kernel has delivered it: the shell's handler took note. The trap has not run.
    assert.effect("handled", box:kill("TERM"))
    assert.equal("ready\n", box:output())
    box:send("TERM", "inside", box:children()[1])
    box:expect("after sleep")
    assert.matches("ready\n.-trapped\nafter sleep\n", box:output())
  end)

  it("runs its trap at once in a wait", function()
    local box = experiment.box({ shell, "-c", wait })
    local sleep = box:children()[1]
    assert.effect("handled", box:kill("TERM"))
    assert.equal("ready\ntrapped\nafter wait\n", box:output())
    assert.truthy(#box:children() == 1 and box:children()[1] == sleep, "the command goes on")
  end)

  it("is killed by docker stop after the grace where its trap waits", function()
    local box = experiment.box({ shell, "-c", "trap 'exit 0' TERM; sleep 100; :" })
    local ended = box:stop({ grace = 0.2 })
    assert.is_true(ended.killed)
    assert.equal(137, ended.status)
  end)

  it("stops at once where it waits in the background", function()
    local box = experiment.box({ shell, "-c", "trap 'exit 0' TERM; sleep 100 & wait $!; :" })
    local ended = box:stop()
    assert.is_false(ended.killed)
    assert.equal(0, ended.status)
  end)
end

--- Whether there is such a program.
local function is_there(path)
  local file = io.open(path)
  return file and file:close()
end

for _, shell in ipairs({ "/bin/sh", "/bin/bash" }) do
  describe(shell, function()
    if is_there(shell) then
      try(shell)
    else
      pending("defers its traps", "there is no " .. shell .. " here")
    end
  end)
end

describe("a handler in Lua", function()
  --- Computes until USR1 comes, then waits; how its handler of TERM runs is the question.
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

  it("interrupts what the script computes", function()
    local box = start("immediate")
    box:send("TERM")
    box:expect("TERM")
    box:send("USR1")
    box:expect("waits")
    assert.equal("computes\nTERM\nUSR1\nwaits\n", box:output())
  end)

  it("can be deferred, as a trap, to where the script waits", function()
    local box = start("deferred")
    box:send("TERM")
    box:send("USR1")
    box:expect("waits\nTERM\n")
    assert.equal("computes\nUSR1\nwaits\nTERM\n", box:output())
  end)
end)
