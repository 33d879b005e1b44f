-- KILL and STOP cannot be caught, ignored or blocked. But from inside its namespace, they do not
-- reach PID 1.

local experiment = require("experiment")

describe("KILL and STOP", function()
  it("cannot be caught, ignored or set to their default: EINVAL", function()
    local box = experiment.box(function()
      for _, name in ipairs({ "KILL", "STOP" }) do
        print(pcall(signal.handle, name, function() end))
        print(pcall(signal.ignore, name))
        print(pcall(signal.default, name))
      end
    end, { wait = false })
    assert.exited(0, box:wait())
    local refused = 0
    for line in box:output():gmatch("[^\n]+") do
      assert.matches("^false\t.*EINVAL", line)
      refused = refused + 1
    end
    assert.equal(6, refused)
  end)

  it("are left out of every signal mask, without an error", function()
    local box = experiment.box(function()
      signal.block("KILL", "STOP", "TERM")
      print(table.concat(signal.mask(), " "))
    end, { wait = false })
    assert.exited(0, box:wait())
    assert.equal("TERM\n", box:output())
  end)

  it("do nothing to PID 1 from inside", function()
    local box = experiment.box("c")
    assert.effect("dropped", box:kill("KILL"))
    assert.effect("dropped", box:kill("STOP"))
    assert.equal("sleeping", box:status().state)
  end)

  it("are forced on PID 1 from the host", function()
    local box = experiment.box("c")
    assert.effect("stopped", box:kill("STOP", "host"))
    assert.equal("stopped", box:status().state)
    assert.effect("continued", box:kill("CONT", "host"))
    assert.effect("killed KILL", box:kill("KILL", "host"))
  end)

  it("take effect on any other process", function()
    local box = experiment.box("c", { ordinary = true })
    assert.effect("stopped", box:kill("STOP"))
    assert.effect("killed KILL", box:kill("KILL"))
  end)
end)
