-- The loop of an init: it routes signals and reaps whatever ends, orphans too.

local routing = require("sigbox.routing")

local waiting = {}

-- How children ended that were spawned here and not yet asked for.
local spawned, ended = {}, {}
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
  local child, message, errno = process.spawn(plan)
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
      spawned[child.pid], ended[child.pid] = nil, child
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

--- Waits for a child until it has ended, or until a time on process.clock.
---@param child integer
---@param deadline? number
---@return process.Ended? ended nil when the time is over
---@return string? message
---@return string? errno ECHILD for none that was spawned here, EAGAIN when the time is over
function waiting.wait(child, deadline)
  deadline = deadline or math.huge
  while not ended[child] do
    if not spawned[child] then
      -- One that process.spawn or process.fork started.
      local peek, message, errno = process.wait(child, { nohang = true, nowait = true })
      if not peek and errno ~= "EAGAIN" then
        return nil, message, errno
      end
      spawned[child] = true
    elseif process.clock() >= deadline then
      return nil, "the child has not ended in time", "EAGAIN"
    end
    waiting.turn(deadline)
  end
  local result = ended[child]
  ended[child] = nil
  return result
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
