-- docker stop: a signal, a time of grace, then KILL; and the exit statuses that come of it.

local experiment = require("experiment")

-- docker waits for ten seconds; what does not react does not react in less either.
local grace = 0.2

describe("a PID 1 without a handler of TERM", function()
  for _, init in ipairs({ "bash", "busybox-sh", "c", "perl", "python", "node" }) do
    it("(" .. init .. ") is killed when the grace is over: 137", function()
      local ended = experiment.box(init):stop({ grace = grace })
      assert.is_true(ended.killed)
      assert.equal(137, ended.status)
      assert.truthy(ended.seconds >= grace, "it ended before the grace was over")
    end)
  end
end)

describe("a PID 1 that takes TERM and ends", function()
  for _, case in ipairs({ { "c-sig", 0 }, { "go", 2 }, { "java", 143 } }) do
    local init, status = table.unpack(case)
    it("(" .. init .. ") does, with " .. status, function()
      local ended = experiment.box(init):stop()
      assert.is_false(ended.killed)
      assert.equal(status, ended.status)
    end)
  end
end)

describe("another signal to stop with", function()
  it("makes python end by itself: 130 after INT", function()
    local ended = experiment.box("python"):stop({ signal = "INT" })
    assert.is_false(ended.killed)
    assert.equal(130, ended.status)
  end)

  it("may be KILL, which leaves no grace: 137 again", function()
    local ended = experiment.box("c-sig"):stop({ signal = "KILL" })
    assert.is_false(ended.killed)
    assert.equal(137, ended.status)
  end)
end)

describe("a small init in front", function()
  it("makes a program without a handler end at once, by TERM: 143", function()
    local ended = experiment.box("tini", { args = { "sleep", "100" } }):stop()
    assert.is_false(ended.killed)
    assert.equal(143, ended.status)
  end)

  it("does not help where a shell is in between that waits for the program", function()
    local box = experiment.box("tini", { args = { "--", "sh", "-c", "trap : TERM; sleep 100; :" } })
    local ended = box:stop({ grace = grace })
    assert.is_true(ended.killed)
    assert.equal(137, ended.status)
  end)
end)

describe("sh -c in front of a program", function()
  it("keeps TERM from it where it stays as PID 1", function()
    local box = experiment.box({ "sh", "-c", "sleep 100; :" })
    assert.equal(2, #box:ps())
    assert.is_true(box:stop({ grace = grace }).killed)
  end)

  it("is gone after exec: the program is PID 1 itself", function()
    local box = experiment.box({ "sh", "-c", "exec sleep 100" })
    assert.equal(1, #box:ps())
    assert.equal("sleep", box:ps()[1].name)
  end)
end)
