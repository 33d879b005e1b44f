-- The loop of an init: routes signals, and reaps children and orphans.

local checking = require("sigbox.checking")
local kinds = require("sigbox.kinds")
local routing = require("sigbox.routing")

local waiting = {}

-- The children that were started here and have not been waited for, and how those ended.
local spawned, ended = {}, {}
-- The order in which they ended, by pid.
local order, ends = {}, 0
local observer

--- Starts a command with the mask that this process had at first. By default, it leads a new group,
--- in the foreground if this process is.
function waiting.spawn(command)
  local plan = {}
  for key, value in pairs(command) do
    plan[key] = value
  end
  local mask_before = routing.collect()
  plan.mask = plan.mask or mask_before
  if plan.group == nil and not plan.session and not plan.terminal then
    plan.group = true
    if plan.foreground == nil and plan.stdin == nil then
      plan.foreground = terminal.foreground(0) == process.getpgid()
    end
  end
  local fits, child, message, errno = pcall(process.spawn, plan)
  if not fits then
    checking.misuse(1, kinds.reason(child))
  end
  if child then
    spawned[child], ended[child] = true, nil
  end
  return child, message, errno
end

--- Sets a function that is called with each signal before it is routed.
function waiting.observe(fn)
  observer = fn
end

--- Reaps children that have ended. Returns whether there were any.
local function reap()
  local children = process.reap()
  for _, child in ipairs(children) do
    routing.forget(child.pid)
    if spawned[child.pid] then
      ends = ends + 1
      spawned[child.pid], ended[child.pid], order[child.pid] = nil, child, ends
    end
  end
  return #children > 0
end

--- Reaps, or waits for a signal until a deadline and routes it.
function waiting.turn(deadline)
  -- A child that ended before CHLD was blocked has left no signal.
  routing.collect()
  if reap() then
    return
  end
  local info = routing.accept(deadline)
  if info and info.name ~= "CHLD" then
    if observer then
      observer(info)
    end
    routing.take(info)
  end
  routing.send_due()
  reap()
end

--- Returns whether a child has ended or can be waited for, however it was started.
local function is_known(child)
  if not spawned[child] and not ended[child] then
    -- process.spawn or process.fork may have started it.
    local peek, message, errno = process.wait(child, { nohang = true, nowait = true })
    if not peek and errno ~= "EAGAIN" then
      return false, message, errno
    end
    spawned[child] = true
  end
  return true
end

--- Returns how a child ended, and forgets it.
local function take(child)
  local result = ended[child]
  ended[child], order[child] = nil, nil
  return result
end

--- Waits until a child ends or the deadline passes. If it has passed already, reaps and routes
--- once.
function waiting.wait(child, deadline)
  deadline = deadline or math.huge
  local known, message, errno = is_known(child)
  if not known then
    return nil, message, errno
  end
  while not ended[child] do
    local over = process.clock() >= deadline
    waiting.turn(deadline)
    if over and not ended[child] then
      return nil, "the child has not ended in time", "EAGAIN"
    end
  end
  return take(child)
end

--- Returns the child that ended first, if any has ended, and whether another one may still end.
local function first_ended(children)
  local first, may_end
  for _, child in ipairs(children) do
    may_end = is_known(child) or may_end
    if ended[child] and not (first and order[first] < order[child]) then
      first = child
    end
  end
  return first, may_end
end

--- Returns the known children that have not been waited for.
local function all()
  local children = {}
  for _, pids in ipairs({ spawned, ended }) do
    for child in pairs(pids) do
      children[#children + 1] = child
    end
  end
  return children
end

--- Waits until one of several children ends or the deadline passes.
function waiting.wait_any(children, deadline)
  deadline = deadline or math.huge
  local over = false
  while true do
    local first, may_end = first_ended(children or all())
    if first then
      return take(first)
    elseif not may_end then
      return nil, "none of the children is left", "ECHILD"
    elseif over then
      return nil, "none of the children has ended in time", "EAGAIN"
    end
    over = process.clock() >= deadline
    waiting.turn(deadline)
  end
end

--- Waits until no child is left or the deadline passes. Returns whether all have ended.
function waiting.wait_all(deadline)
  deadline = deadline or math.huge
  while true do
    local _, _, errno = process.wait(-1, { nohang = true, nowait = true })
    if errno == "ECHILD" then
      return true
    elseif process.clock() >= deadline then
      return false
    end
    waiting.turn(deadline)
  end
end

return waiting
