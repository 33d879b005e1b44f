-- Runs a command. The first argument is the grace period in seconds, the others are the command.
-- Complete the script: on TERM, send TERM, wait for the grace period, then send KILL. Exit with the
-- command's status.

local words = { ... }
local grace = tonumber(table.remove(words, 1))

local child = assert(process.spawn(words))

signal.handle("TERM", function()
  signal.kill(child, "TERM")
  process.sleep(grace)
  signal.kill(child, "KILL")
end)

process.wait(child)
return 0
