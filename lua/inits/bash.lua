-- A bash script that loops over `sleep 100`; imitates GNU bash 5, not interactive.
--
-- Bash installs handlers for its own sake, not for the script's: CHLD to notice children that end,
-- and INT while it waits for a foreground child, so that Ctrl-C reaches the child and bash can tell
-- afterwards whether to go on. It ignores QUIT. TERM, HUP and the rest stay at their default, which
-- the kernel drops for PID 1: that is why `kill 1` does nothing. Left out: trap, job control.

signal.handle("CHLD", function() end, { restart = true })

local interrupted = false

--- Runs when INT comes during a wait: bash takes note, and the wait goes on.
local function note_interrupt()
  interrupted = true
end

--- Ends as a program that INT kills does. As PID 1 bash survives the signal and exits with 130.
local function die_of_interrupt()
  signal.default("INT")
  signal.raise("INT")
  process.exit(130)
end

--- Runs a command in the foreground, as bash does for a simple command.
local function foreground(words)
  -- A child gets QUIT back at its default; bash itself ignores it.
  signal.default("QUIT")
  local child = assert(process.spawn(words))
  signal.ignore("QUIT")
  -- From here to the end of the wait CHLD stays pending: the wait itself finds the child.
  signal.block("CHLD")
  interrupted = false
  signal.handle("INT", note_interrupt)
  local ended
  -- It waits for any child: orphans that came to PID 1 leave no zombies.
  repeat
    ended = process.wait()
  until ended and ended.pid == child
  signal.default("INT")
  signal.unblock("CHLD")
  -- INT for both means Ctrl-C: bash ends when the child died of it, and goes on when not.
  if interrupted and ended.name == "INT" then
    die_of_interrupt()
  end
end

while true do
  foreground({ "sleep", "100" })
end
