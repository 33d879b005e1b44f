-- Restart with back-off: restarts a service that fails, each time after a longer pause.
--
-- The pause doubles up to a limit, and is reset when the service has run for a while. TERM and INT
-- are forwarded to the service, and also end a pause at once. Arguments: a shell command, the first
-- pause and the longest one in seconds.
--
--   sigbox run lua/examples/scripts/restart-with-backoff.lua --send TERM@1
--
-- You will see pauses of 0.1, 0.2 and 0.4 seconds, and an end without delay after TERM.

local command = arg[1] or "sleep 0.02; exit 1"
local first, longest = tonumber(arg[2] or 0.1), tonumber(arg[3] or 30)
local healthy = 10 -- seconds after which the pause is reset

local taken = { "TERM", "INT", "CHLD" }
signal.block(taken)

--- Waits for a signal until a time of process.clock. Returns a signal that asks to stop.
local function wait(deadline)
  local info
  if deadline then
    info = signal.wait(taken, math.max(0, deadline - process.clock()))
  else
    info = signal.wait(taken)
  end
  return info and info.name ~= "CHLD" and info or nil
end

--- Reaps all children that have ended. Returns how `child` ended, if it did.
local function reap(child)
  local found
  for _, ended in ipairs(process.reap()) do
    found = ended.pid == child and ended or found
  end
  return found
end

--- Runs the service until it ends. Returns how it ended, and whether it was asked to stop.
local function run()
  local child = assert(process.spawn{ "sh", "-c", command, mask = {}, group = true })
  local asked, ended = false
  repeat
    local stop = wait()
    if stop then
      asked = true
      signal.kill(-child, stop.signal)
    end
    ended = reap(child)
  until ended
  return ended, asked
end

local pause = first
while true do
  local started = process.clock()
  local ended, asked = run()
  if asked or ended.code == 0 then
    print("ended: " .. (ended.name or ended.code))
    return ended.status
  end
  if process.clock() - started >= healthy then
    pause = first
  end
  print(("ended: %s; next start in %.1f s"):format(ended.name or ended.code, pause))
  local deadline = process.clock() + pause
  repeat
    if wait(deadline) then
      print("stopped during the pause")
      return 0
    end
    process.reap() -- orphans of the service
  until process.clock() >= deadline
  pause = math.min(pause * 2, longest)
end
