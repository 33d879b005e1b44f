-- A busybox sh script that loops over `sleep 100`; imitates BusyBox 1.35's ash, not interactive.
--
-- Like bash it ignores QUIT and catches CHLD and INT for its own sake, but INT from the start and
-- for good, and it blocks nothing. During a wait it takes note of INT and ends when the child has
-- ended, whatever of, where bash looks whether INT killed the child too. For that it puts the
-- default back and sends INT to itself, which the kernel drops for PID 1: it exits with 130. TERM
-- and the rest are at their default and dropped. Left out: trap, job control.

signal.ignore("QUIT")

local waits, interrupted = false, false

--- Ends as a program that INT kills does; PID 1 survives the signal.
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

--- Runs a command in the foreground. A child gets QUIT back at its default.
local function foreground(words)
  words.default = "QUIT"
  waits = true
  local child = assert(process.spawn(words))
  local ended
  -- It waits for any child: orphans that came to PID 1 leave no zombies.
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
