-- Exit statuses: an exit code, or 128 plus the signal number. Inits exit with their child's status.

local experiment = require("experiment")

--- Returns the exit status of an init whose child runs a shell command.
local function status_of(init, command)
  local args = { "--", "sh", "-c", command }
  return experiment.box(init, { args = args, wait = false }):wait().status
end

describe("a process", function()
  it("keeps the low 8 bits of its exit code", function()
    for code, left in pairs({ [0] = 0, [3] = 3, [255] = 255, [256] = 0, [257] = 1 }) do
      local box = experiment.box({ "sh", "-c", "exit " .. code }, { wait = false })
      assert.exited(left, box:wait())
    end
  end)

  it("has status 128 plus the signal number when a signal kills it", function()
    local box = experiment.box("c", { ordinary = true })
    box:send("TERM")
    local ended = assert.killed("TERM", box:wait())
    assert.is_nil(ended.code)
    assert.equal(128 + signal.number("TERM"), ended.status)
  end)

  it("can exit with such a code, too: 143 can mean either", function()
    local ended = experiment.box("java"):stop()
    assert.exited(143, ended)
    assert.is_nil(ended.signal)
  end)
end)

for _, init in ipairs({ "tini", "dumb-init" }) do
  describe(init, function()
    it("exits with its child's code", function()
      assert.equal(0, status_of(init, "exit 0"))
      assert.equal(7, status_of(init, "exit 7"))
    end)

    it("exits with 128 plus the number of the signal that killed its child", function()
      assert.equal(143, status_of(init, "kill -TERM $$"))
      assert.equal(137, status_of(init, "kill -KILL $$"))
    end)

    it("does not exit when an orphan ends", function()
      assert.equal(7, status_of(init, [[
        orphan=$(sh -c 'exit 5' >/dev/null & echo $!)
        # PID 1 has reaped it when its pid is gone.
        while kill -0 "$orphan" 2>/dev/null; do sleep 0.01; done
        exit 7]]))
    end)
  end)
end

describe("a command", function()
  it("gives 127 if it does not exist", function()
    local box = experiment.box("tini", { args = { "/no/such/command" }, wait = false })
    assert.equal(127, box:wait().status)
  end)

  it("gives 126 if it cannot be executed", function()
    local box = experiment.box("tini", { args = { "/etc" }, wait = false })
    assert.equal(126, box:wait().status)
  end)
end)

describe("tini -e", function()
  it("turns the given exit code into success", function()
    local box = experiment.box("tini", { args = { "-e", "143", "--", "sleep", "100" } })
    assert.exited(0, box:stop())
  end)
end)
