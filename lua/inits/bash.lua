-- A bash script that loops over `sleep 100`; imitates GNU bash 5, not interactive.
--
-- Bash installs handlers for itself, not for the script. It catches CHLD to notice children that
-- end. While it waits for a foreground child, it catches INT: Ctrl-C then reaches the child, and
-- bash decides afterwards whether to continue. It ignores QUIT. TERM, HUP and the rest stay at
-- their default, which the kernel drops for PID 1. That is why `kill 1` does nothing.
--
-- Not imitated: trap, job control.

signal.handle("CHLD", function() end, { restart = true })

local interrupted = false

--- Handles INT during a wait: bash remembers it and continues to wait.
local function note_interrupt()
  interrupted = true
end

--- Ends like a program that INT kills. As PID 1, bash survives the signal and exits with 130.
local function die_of_interrupt()
  signal.default("INT")
  signal.raise("INT")
  process.exit(130)
end

--- Runs a command in the foreground, as bash does for a simple command.
local function foreground(words)
  -- Only bash itself ignores QUIT; its children have it at the default.
  signal.default("QUIT")
  local child = assert(process.spawn(words))
  signal.ignore("QUIT")
  -- CHLD stays pending until the end of the wait, because the wait finds the child itself.
  signal.block("CHLD")
  interrupted = false
  signal.handle("INT", note_interrupt)
  local ended
  -- It waits for any child, so orphans that PID 1 adopted leave no zombies.
  repeat
    ended = process.wait()
  until ended and ended.pid == child
  signal.default("INT")
  signal.unblock("CHLD")
  -- INT for both means Ctrl-C: bash ends if INT killed the child, and continues otherwise.
  if interrupted and ended.name == "INT" then
    die_of_interrupt()
  end
end

while true do
  foreground({ "sleep", "100" })
end
