-- Watchdog: restarts a service that no longer reports that it is alive.
--
-- The service writes to descriptor 3 at least every half second. If it is silent for longer, it
-- gets ABRT, which leaves a core dump for analysis, and is restarted. After three starts PID 1
-- gives up. Arguments: a shell command, and the allowed seconds of silence.
--
--   sigbox run lua/examples/scripts/watchdog.lua
--   sigbox run lua/examples/scripts/watchdog.lua \
--     'while echo beat >&3; do sleep 0.1; done' --send TERM
--
-- You will see three starts in the first run, each silent after two beats. The second run ends by
-- TERM.

local command = arg[1] or "echo beat >&3; sleep 0.1; echo beat >&3; sleep 1000"
local limit = tonumber(arg[2] or 0.5)
local tries = 3

local before = signal.mask()
local signals = assert(signal.fd("TERM", "INT", "CHLD"))

--- Reaps all children that have ended. Returns how `child` ended, if it did.
local function reap(child)
  local found
  for _, ended in ipairs(process.reap()) do
    found = ended.pid == child and ended or found
  end
  return found
end

--- Runs the service until it ends. Returns how it ended, and why it was killed, if it was.
local function run()
  local beats, writing = process.pipe()
  local child = assert(process.spawn{
    "sh", "-c", command, descriptors = { writing }, mask = before, group = true,
  })
  process.close(writing)
  local watched, alive = { signals, beats }, process.clock()
  local why, ended

  local function stop(reason, which)
    why, watched = reason, { signals }
    signal.kill(-child, which)
  end

  repeat
    local left = not why and math.max(0, alive + limit - process.clock()) or nil
    for _, fd in ipairs(assert(process.poll(watched, left))) do
      local info = fd == signals and signal.read(signals)
      if info and info.name ~= "CHLD" then
        stop(info.name, info.signal)
      elseif fd == beats then
        if process.read(beats) == "" then
          watched = { signals } -- the service has closed its end, so it stays silent
        else
          alive = process.clock()
        end
      end
    end
    if not why and process.clock() >= alive + limit then
      stop("silent", "ABRT")
    end
    ended = reap(child)
  until ended
  process.close(beats)
  return ended, why
end

for try = 1, tries do
  local ended, why = run()
  print(("start %d: %s, ended by %s"):format(try, why or "ended", ended.name or ended.code))
  if why ~= "silent" then
    return ended.status
  end
end
print("giving up")
return 1
