-- An init with a TERM handler and three children. The children are killed if the init just ends,
-- and can clean up if it forwards TERM first.

local experiment = require("experiment")

local count = 3

--- A child that cleans up on TERM, and then exits.
local function worker()
  signal.handle("TERM", function(info)
    print("worker: cleaned up after TERM from " .. info.pid)
    process.exit(0)
  end)
  print("worker: running")
  while true do signal.pause() end
end

local function start_workers()
  local children = {}
  for index = 1, count do
    children[index] = process.fork(worker)
  end
  return children
end

--- Exits at once on TERM, as most programs do.
local function careless()
  signal.handle("TERM", function() process.exit(0) end)
  start_workers()
  while true do signal.pause() end
end

--- Forwards TERM to each child, and exits after the last of them has ended.
local function caring()
  local children = start_workers()
  signal.handle("TERM", function()
    for _, child in ipairs(children) do
      signal.kill(child, "TERM")
    end
  end)
  for _, child in ipairs(children) do
    repeat
      local ended = process.wait(child)
    until ended
  end
end

--- Counts a text in the output.
local function times(box, text)
  return select(2, box:output():gsub(text, ""))
end

--- Makes a box and waits until all its workers are running.
local function box_with_workers(init)
  local box = experiment.box(init)
  experiment.eventually(function() return times(box, "running") == count end)
  return box
end

describe("a PID 1 that exits on TERM", function()
  it("takes its children with it: the kernel kills them, and none can clean up", function()
    local box = box_with_workers(careless)
    assert.effect("exited 0", box:kill("TERM"))
    assert.equal(0, times(box, "cleaned up"))
    assert.same({}, box:ps())
  end)

  it("takes a process from outside with it: the kernel kills it", function()
    local box = box_with_workers(careless)
    local visitor = box:start(function()
      process.sleep(100)
    end)
    -- PID 1, its workers, and the process that enters from outside.
    experiment.eventually(function() return #box:ps() == count + 2 end)
    box:send("TERM")
    assert.killed("KILL", visitor:wait())
    assert.exited(0, box:wait())
  end)
end)

describe("a PID 1 that forwards TERM", function()
  it("lets each of its children clean up", function()
    local box = box_with_workers(caring)
    assert.exited(0, box:stop())
    assert.equal(count, times(box, "cleaned up after TERM from 1\n"))
  end)
end)

describe("forwarding", function()
  -- A shell, and its worker, which it waits for.
  local command = { "sh", "-c", [[
    trap 'echo shell: TERM' TERM
    (trap 'echo worker: TERM; exit' TERM; echo ready; while :; do sleep 100 & wait $!; done) &
    wait; wait
  ]] }

  local function start(...)
    local words = table.pack(...)
    table.move(command, 1, #command, #words + 1, words)
    return experiment.box("tini", { args = words, ready = "ready" })
  end

  it("reaches only the child with tini", function()
    local box = start("--")
    box:send("TERM")
    box:expect("shell: TERM")
    assert.no_match("worker: TERM", box:output())
  end)

  it("reaches the child's whole process group with tini -g", function()
    local box = start("-g", "--")
    box:send("TERM")
    box:expect("worker: TERM")
    box:expect("shell: TERM")
  end)
end)
