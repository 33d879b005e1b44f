-- A script that loops over `sleep 1000` in the shell of BusyBox 1.35 (ash), not interactive.
--
-- Like bash it catches CHLD and INT for itself and ignores QUIT; TERM and the rest stay at their
-- default, which the kernel drops for PID 1. An INT that comes while it waits for a foreground
-- child is noted, and ends the shell once the child has ended, however that was; bash asks whether
-- INT ended the child too.

signal.handle("CHLD", function() end, { restart = true })

local interrupted = false

signal.handle("INT", function()
  interrupted = true
end)
signal.ignore("QUIT")

--- Ends as a program that INT kills does. As PID 1 it survives the signal and exits with 130.
local function die_of_interrupt()
  signal.default("INT")
  signal.raise("INT")
  process.exit(130)
end

--- Runs a command in the foreground; it gets QUIT at its default.
local function foreground(words)
  words.default = { "QUIT" }
  local child = assert(process.spawn(words))
  repeat
    local ended = process.wait(child)
  until ended
  if interrupted then
    die_of_interrupt()
  end
end

while true do
  foreground({ "sleep", "1000" })
end
