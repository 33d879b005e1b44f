-- Stops children: a signal, a grace period, then KILL.

local routing = require("sigbox.routing")
local waiting = require("sigbox.waiting")

local stopping = {}

--- Stops a child. Returns how it ended, and whether KILL was needed.
function stopping.stop(child, options)
  options = options or {}
  local address = routing.address(child, options.group)
  local sent, refusal, why = signal.kill(address, options.signal or "TERM")
  if not sent and why ~= "ESRCH" then
    -- KILL would be refused too, and waiting for its effect would never end.
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

--- Sends a signal to every descendant of this process.
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

--- Ends all descendants: TERM, a grace period, then KILL until none is left.
function stopping.kill_orphans(grace)
  signal_descendants("TERM")
  signal_descendants("CONT")
  if waiting.wait_all(process.clock() + (grace or 10)) then
    return
  end
  -- Processes that are forked meanwhile are found in the next round.
  repeat
    signal_descendants("KILL")
  until waiting.wait_all(process.clock() + 0.1)
end

return stopping
