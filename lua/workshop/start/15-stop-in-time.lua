-- Runs a command: the first argument is a time of grace in seconds, the others are its words.
-- Complete it: TERM, the grace, then KILL; and the command's exit status.

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
