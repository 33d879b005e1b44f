-- docker stop sends a signal, waits for a grace period, and then sends KILL. The exit status shows
-- which of the two ended PID 1.

local experiment = require("experiment")

-- docker waits ten seconds. A PID 1 that does not react needs no more time here.
local grace = 0.2

describe("a PID 1 without a TERM handler", function()
  for _, init in ipairs({ "bash", "busybox-sh", "c", "perl", "python", "node" }) do
    it(init .. " is killed after the grace period: 137", function()
      local ended = experiment.box(init):stop({ grace = grace })
      assert.is_true(ended.killed)
      assert.equal(137, ended.status)
      assert.truthy(ended.seconds >= grace, "it ended before the grace period was over")
    end)
  end
end)

describe("a PID 1 with a TERM handler", function()
  for _, case in ipairs({ { "c-sig", 0 }, { "go", 2 }, { "java", 143 } }) do
    local init, status = table.unpack(case)
    it(init .. " ends on TERM with exit status " .. status, function()
      local ended = experiment.box(init):stop()
      assert.is_false(ended.killed)
      assert.equal(status, ended.status)
    end)
  end
end)

describe("docker stop with another signal", function()
  it("ends python with INT: 130", function()
    local ended = experiment.box("python"):stop({ signal = "INT" })
    assert.is_false(ended.killed)
    assert.equal(130, ended.status)
  end)

  it("can be KILL, which leaves no grace period: 137", function()
    local ended = experiment.box("c-sig"):stop({ signal = "KILL" })
    assert.is_false(ended.killed)
    assert.equal(137, ended.status)
  end)
end)

describe("a small init as PID 1", function()
  it("lets TERM end a program without a handler at once: 143", function()
    local ended = experiment.box("tini", { args = { "sleep", "100" } }):stop()
    assert.is_false(ended.killed)
    assert.equal(143, ended.status)
  end)

  it("does not help if its child is a shell that waits for the program", function()
    local box = experiment.box("tini", { args = { "--", "sh", "-c", "trap : TERM; sleep 100; :" } })
    local ended = box:stop({ grace = grace })
    assert.is_true(ended.killed)
    assert.equal(137, ended.status)
  end)
end)

describe("sh -c as PID 1", function()
  it("does not forward TERM to the program that it runs", function()
    local box = experiment.box({ "sh", "-c", "sleep 100; :" })
    assert.equal(2, #box:ps())
    assert.is_true(box:stop({ grace = grace }).killed)
  end)

  it("is replaced by exec: the program becomes PID 1", function()
    local box = experiment.box({ "sh", "-c", "exec sleep 100" })
    assert.equal(1, #box:ps())
    assert.equal("sleep", box:ps()[1].name)
  end)
end)
