-- An init with a handler of TERM and three children: what becomes of them when it ends, and what
-- when it forwards the signal first.

local experiment = require("experiment")

local count = 3

--- A child that has something to put away before it ends.
local function worker()
  signal.handle("TERM", function(info)
    print("worker: tidied up after TERM from " .. info.pid)
    process.exit(0)
  end)
  print("worker: works")
  while true do signal.pause() end
end

local function start_workers()
  local children = {}
  for index = 1, count do
    children[index] = process.fork(worker)
  end
  return children
end

--- Ends at once, as most programs do.
local function careless()
  signal.handle("TERM", function() process.exit(0) end)
  start_workers()
  while true do signal.pause() end
end

--- Forwards TERM to each child, and ends after the last of them.
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

--- How often a text is in the output.
local function times(box, text)
  return select(2, box:output():gsub(text, ""))
end

--- A box whose workers all work.
local function box_with_workers(init)
  local box = experiment.box(init)
  experiment.eventually(function() return times(box, "works") == count end)
  return box
end

describe("PID 1 that ends by itself", function()
  it("takes its children along: the kernel kills them, and none can tidy up", function()
    local box = box_with_workers(careless)
    assert.effect("exited 0", box:kill("TERM"))
    assert.equal(0, times(box, "tidied up"))
    assert.same({}, box:ps())
  end)

  it("takes along who came from outside, by KILL", function()
    local box = box_with_workers(careless)
    local visitor = box:start(function()
      process.sleep(100)
    end)
    -- PID 1, its workers, and the visitor once it has entered.
    experiment.eventually(function() return #box:ps() == count + 2 end)
    box:send("TERM")
    assert.killed("KILL", visitor:wait())
    assert.exited(0, box:wait())
  end)
end)

describe("PID 1 that forwards", function()
  it("lets each of its children tidy up", function()
    local box = box_with_workers(caring)
    assert.exited(0, box:stop())
    assert.equal(count, times(box, "tidied up after TERM from 1\n"))
  end)
end)

describe("forwarding to a child or to its group", function()
  -- A shell in the foreground, and below it a worker that the shell waits for.
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

  it("differs: tini passes TERM to its child alone", function()
    local box = start("--")
    box:send("TERM")
    box:expect("shell: TERM")
    assert.no_match("worker: TERM", box:output())
  end)

  it("differs: tini -g passes it to all of the child's group", function()
    local box = start("-g", "--")
    box:send("TERM")
    box:expect("worker: TERM")
    box:expect("shell: TERM")
  end)
end)
