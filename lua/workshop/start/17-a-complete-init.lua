-- Runs the command given by the script's arguments. Complete the init: forward signals, reap, exit
-- with the command's status, and make sure that the command does not notice the init.

local command = { ... }

local child = assert(process.spawn(command))

local ended
repeat
  ended = process.wait()
until ended and ended.pid == child
return ended.status
