-- A busybox sh script that loops over `sleep 100`; imitates BusyBox 1.35's ash, not interactive.
--
-- Like bash, it ignores QUIT and catches CHLD and INT for itself, but it catches INT permanently,
-- and it blocks nothing. If INT arrives during a wait, it ends when the child has ended, for
-- whatever reason; bash checks whether INT killed the child too. To end, it restores the default
-- and sends INT to itself. The kernel drops that for PID 1, so it exits with 130. TERM and the rest
-- are at their default, and dropped.
--
-- Not imitated: trap, job control.

signal.ignore("QUIT")

local waits, interrupted = false, false

--- Ends like a program that INT kills. PID 1 survives the signal.
local function die_of_interrupt()
  signal.default("INT")
  signal.unblock("INT")
  signal.raise("INT")
  process.exit(130)
end

signal.handle("INT", function()
  interrupted = true
  if not waits then
    die_of_interrupt()
  end
end)
signal.handle("CHLD", function() end, { restart = true })

--- Runs a command in the foreground, with QUIT at its default.
local function foreground(words)
  words.default = "QUIT"
  waits = true
  local child = assert(process.spawn(words))
  local ended
  -- It waits for any child, so orphans that PID 1 adopted leave no zombies.
  repeat
    ended = process.wait()
  until ended and ended.pid == child
  waits = false
  if interrupted then
    die_of_interrupt()
  end
end

while true do
  foreground({ "sleep", "100" })
end
