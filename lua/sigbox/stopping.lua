-- Ending children: a signal, a time of grace, then KILL.

local routing = require("sigbox.routing")
local waiting = require("sigbox.waiting")

local stopping = {}

--- Asks a child to end, and kills it when it has not after a while.
---@param child integer
---@param options? { signal?: signal.Which, grace?: number, group?: boolean } TERM, 10 seconds
---@return process.Ended? ended
---@return boolean|string killed whether KILL was needed, or the message
---@return string? errno
function stopping.stop(child, options)
  options = options or {}
  local address = routing.address(child, options.group)
  local sent, refusal, why = signal.kill(address, options.signal or "TERM")
  if not sent and why ~= "ESRCH" then
    -- KILL would be refused as well, and the wait for its effect would not end.
    return nil, refusal, why
  end
  local ended, message, errno = waiting.wait(child, process.clock() + (options.grace or 10))
  if ended then
    return ended, false
  elseif errno ~= "EAGAIN" then
    return nil, message, errno
  end
  signal.kill(address, "KILL")
  return waiting.wait(child), true
end

--- Sends a signal to every process below this one.
local function signal_descendants(which)
  if process.pid() == 1 then
    return signal.kill(-1, which)
  end
  local function visit(tree)
    for _, child in ipairs(tree) do
      visit(child)
      signal.kill(child.pid, which)
    end
  end
  visit(process.tree() or {})
end

--- Ends all that is left below this process: TERM, a time of grace, then KILL until nothing is.
---@param grace? number seconds, 10 when left out
function stopping.kill_orphans(grace)
  signal_descendants("TERM")
  signal_descendants("CONT")
  if waiting.wait_all(process.clock() + (grace or 10)) then
    return
  end
  -- What is forked meanwhile is found the next time.
  repeat
    signal_descendants("KILL")
  until waiting.wait_all(process.clock() + 0.1)
end

return stopping
