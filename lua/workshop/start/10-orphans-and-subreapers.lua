-- PID 1 reaps, and has a supervisor below it that starts a command (the script's arguments).
-- Complete the supervisor: it adopts and reaps what the command leaves behind.

local command = { ... }

signal.handle("CHLD", function() process.reap() end)

process.fork(function()
  process.spawn(command)
end)

while true do signal.pause() end
