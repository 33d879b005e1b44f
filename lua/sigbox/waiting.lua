-- The loop of an init: it routes signals and reaps whatever ends, orphans too.

local checking = require("sigbox.checking")
local kinds = require("sigbox.kinds")
local routing = require("sigbox.routing")

local waiting = {}

-- How children ended that were spawned here and not yet asked for.
local spawned, ended = {}, {}
-- Which of them ended first: a number that grows, by pid.
local order, ends = {}, 0
local observer

--- Starts a command as process.spawn does, with the mask from before signals were routed, and where
--- nothing else is said in a group of its own, in the foreground if this process is.
---@param command process.Command
---@return integer? pid
---@return string? message
---@return string? errno
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

--- Tells a function of every signal that comes, before it is routed.
function waiting.observe(fn)
  observer = fn
end

--- Reaps what has ended; whether there was any.
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

--- Takes a turn: reaps, or waits for a signal until a time and routes it.
function waiting.turn(deadline)
  -- What ended before CHLD was blocked has left no signal.
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

--- Whether a child has ended or can be waited for, by whatever it was started.
local function is_known(child)
  if not spawned[child] and not ended[child] then
    -- One that process.spawn or process.fork started.
    local peek, message, errno = process.wait(child, { nohang = true, nowait = true })
    if not peek and errno ~= "EAGAIN" then
      return false, message, errno
    end
    spawned[child] = true
  end
  return true
end

--- Returns the end of a child, once.
local function take(child)
  local result = ended[child]
  ended[child], order[child] = nil, nil
  return result
end

--- Waits for a child until it has ended, or until a time on process.clock. If that time has passed,
--- it reaps and routes once.
---@param child integer
---@param deadline? number
---@return process.Ended? ended nil when the time is over
---@return string? message
---@return string? errno ECHILD for none that was spawned here, EAGAIN when the time is over
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

--- The first of these children that has ended, if one has, and whether one may still end.
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

--- The children that are known and whose end was not yet asked for.
local function all()
  local children = {}
  for _, pids in ipairs({ spawned, ended }) do
    for child in pairs(pids) do
      children[#children + 1] = child
    end
  end
  return children
end

--- Waits until one of several children has ended, or until a time on process.clock. Children that
--- were already waited for are skipped.
---@param children? integer[] all that were started here or named to a wait when left out
---@param deadline? number
---@return process.Ended? ended the one that ended first
---@return string? message
---@return string? errno ECHILD when none is left, EAGAIN when the time is over
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

--- Waits until no child is left, or until a time on process.clock.
---@param deadline? number
---@return boolean left whether all have ended
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
