-- A complete init. It runs a command (the script's arguments). Complete it: forward, reap, exit
-- status, and a command that does not notice it.

local command = { ... }

local child = assert(process.spawn(command))

local ended
repeat
  ended = process.wait()
until ended and ended.pid == child
return ended.status
