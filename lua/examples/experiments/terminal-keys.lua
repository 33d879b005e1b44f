-- Ctrl-C, Ctrl-\ and Ctrl-Z: the terminal has the kernel signal the group in its foreground.

local experiment = require("experiment")

local keys = {
  { name = "Ctrl-C", types = "\3", shows = "%^C", sends = "INT" },
  { name = "Ctrl-\\", types = "\28", shows = "%^\\", sends = "QUIT" },
  { name = "Ctrl-Z", types = "\26", shows = "%^Z", sends = "TSTP" },
}

--- Types a key and waits until the terminal shows it: by then it has sent the signal.
local function type_key(box, key)
  box:type(key.types)
  box:expect(key.shows)
end

describe("PID 1 in the foreground of its terminal", function()
  for _, key in ipairs(keys) do
    it("gets " .. key.sends .. " by " .. key.name .. ", from the kernel", function()
      local box = experiment.box(function()
        signal.handle(key.sends, function(info) print(info.name, info.origin) end)
        while true do signal.pause() end
      end, { terminal = true })
      type_key(box, key)
      box:expect(key.sends .. "\tkernel")
    end)
  end

  it("does not notice them where they are at their default", function()
    local box = experiment.box("c", { terminal = true })
    for _, key in ipairs(keys) do
      type_key(box, key)
    end
    assert.alive(box)
    assert.equal("sleeping", box:status().state)
  end)
end)

--- A PID 1 with a child, which has the foreground with a group of its own, as a shell's command.
local function start(group)
  return experiment.box(function()
    signal.handle("INT", function() print("PID 1 has got INT") end)
    local child = process.spawn({ "sleep", "100", group = group, foreground = group })
    print("ready")
    local change
    repeat
      change = process.wait(child, { stopped = true, continued = true })
      print("child", change and change.event, change and change.name)
    until change and change.event == "killed"
  end, { terminal = true, ready = "ready" })
end

describe("a child in the foreground, in a group of its own", function()
  it("is killed by Ctrl-C and Ctrl-\\, and PID 1 gets nothing", function()
    for _, key in ipairs({ keys[1], keys[2] }) do
      local box = start(true)
      type_key(box, key)
      box:expect("child\tkilled\t" .. key.sends)
      assert.no_match("PID 1 has got INT", box:output())
    end
  end)

  it("is stopped by Ctrl-Z, and goes on by CONT", function()
    local box = start(true)
    type_key(box, keys[3])
    box:expect("child\tstopped\tTSTP")
    box:send("CONT", "inside", box:children()[1])
    box:expect("child\tcontinued")
  end)
end)

describe("a child in PID 1's own group", function()
  it("is killed by Ctrl-C, which PID 1 gets as well", function()
    local box = start(false)
    type_key(box, keys[1])
    box:expect("PID 1 has got INT")
    box:expect("child\tkilled\tINT")
  end)

  it("is not stopped by Ctrl-Z: the group is orphaned, and nobody could wake it", function()
    local box = experiment.box(function()
      process.fork(function()
        signal.handle("USR1", function() print("the child goes on") end)
        print("ready")
        while true do signal.pause() end
      end)
      while true do process.wait() end
    end, { terminal = true, ready = "ready" })
    local child = box:children()[1]
    type_key(box, keys[3])
    box:send("USR1", "inside", child)
    box:expect("the child goes on")
    -- STOP asks for no parent.
    box:send("STOP", "inside", child)
    experiment.eventually(function() return box:ps()[2].state == "stopped" end)
  end)
end)

describe("a terminal of another size", function()
  it("has WINCH sent to the foreground", function()
    local box = experiment.box(function()
      signal.handle("WINCH", function() print(terminal.size(0)) end)
      while true do signal.pause() end
    end, { terminal = true })
    box:resize(33, 77)
    box:expect("33\t77")
  end)
end)
