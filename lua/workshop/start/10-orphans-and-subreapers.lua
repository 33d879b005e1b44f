-- PID 1 reaps, and starts a supervisor. The supervisor starts the command given by the script's
-- arguments. Complete the supervisor: it adopts and reaps what the command leaves running.

local command = { ... }

signal.handle("CHLD", function() process.reap() end)

process.fork(function()
  process.spawn(command)
end)

while true do signal.pause() end
