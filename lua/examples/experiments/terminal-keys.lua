-- Ctrl-C, Ctrl-\ and Ctrl-Z: the kernel signals the foreground process group of the terminal.

local experiment = require("experiment")

local keys = {
  { name = "Ctrl-C", types = "\3", shows = "%^C", sends = "INT" },
  { name = "Ctrl-\\", types = "\28", shows = "%^\\", sends = "QUIT" },
  { name = "Ctrl-Z", types = "\26", shows = "%^Z", sends = "TSTP" },
}

--- Types a key and waits until the terminal echoes it. The signal has been sent by then.
local function type_key(box, key)
  box:type(key.types)
  box:expect(key.shows)
end

describe("PID 1 in the foreground group of its terminal", function()
  for _, key in ipairs(keys) do
    it("gets " .. key.sends .. " from the kernel on " .. key.name, function()
      local box = experiment.box(function()
        signal.handle(key.sends, function(info) print(info.name, info.origin) end)
        while true do signal.pause() end
      end, { terminal = true })
      type_key(box, key)
      box:expect(key.sends .. "\tkernel")
    end)
  end

  it("does not react to any of them at their default", function()
    local box = experiment.box("c", { terminal = true })
    for _, key in ipairs(keys) do
      type_key(box, key)
    end
    assert.alive(box)
    assert.equal("sleeping", box:status().state)
  end)
end)

--- Makes a PID 1 with a child. If `group` is true, the child has its own foreground group, as a
--- shell's command has.
local function start(group)
  return experiment.box(function()
    signal.handle("INT", function() print("PID 1 got INT") end)
    local child = process.spawn({ "sleep", "100", group = group, foreground = group })
    print("ready")
    local change
    repeat
      change = process.wait(child, { stopped = true, continued = true })
      print("child", change and change.event, change and change.name)
    until change and change.event == "killed"
  end, { terminal = true, ready = "ready" })
end

describe("a child in its own foreground group", function()
  it("is killed by Ctrl-C and Ctrl-\\, which PID 1 does not get", function()
    for _, key in ipairs({ keys[1], keys[2] }) do
      local box = start(true)
      type_key(box, key)
      box:expect("child\tkilled\t" .. key.sends)
      assert.no_match("PID 1 got INT", box:output())
    end
  end)

  it("is stopped by Ctrl-Z, and continues on CONT", function()
    local box = start(true)
    type_key(box, keys[3])
    box:expect("child\tstopped\tTSTP")
    box:send("CONT", "inside", box:children()[1])
    box:expect("child\tcontinued")
  end)
end)

describe("a child in PID 1's own group", function()
  it("is killed by Ctrl-C, which PID 1 gets, too", function()
    local box = start(false)
    type_key(box, keys[1])
    box:expect("PID 1 got INT")
    box:expect("child\tkilled\tINT")
  end)

  it("is not stopped by Ctrl-Z, because the group is orphaned", function()
    local box = experiment.box(function()
      process.fork(function()
        signal.handle("USR1", function() print("the child keeps running") end)
        print("ready")
        while true do signal.pause() end
      end)
      while true do process.wait() end
    end, { terminal = true, ready = "ready" })
    local child = box:children()[1]
    type_key(box, keys[3])
    box:send("USR1", "inside", child)
    box:expect("the child keeps running")
    -- STOP works in an orphaned group, too.
    box:send("STOP", "inside", child)
    experiment.eventually(function() return box:ps()[2].state == "stopped" end)
  end)
end)

describe("a terminal whose size changes", function()
  it("sends WINCH to the foreground group", function()
    local box = experiment.box(function()
      signal.handle("WINCH", function() print(terminal.size(0)) end)
      while true do signal.pause() end
    end, { terminal = true })
    box:resize(33, 77)
    box:expect("33\t77")
  end)
end)
