local words = { ... }
local grace = tonumber(table.remove(words, 1))

local child = assert(process.spawn(words))

signal.handle("TERM", function()
  signal.kill(child, "TERM")
  signal.alarm(grace)
end)
signal.handle("ALRM", function() signal.kill(child, "KILL") end)

local ended
repeat
  ended = process.wait(child)
until ended
return ended.code or 128 + ended.signal
