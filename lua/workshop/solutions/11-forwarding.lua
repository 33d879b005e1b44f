local command = { ... }
command.group = true

local child = assert(process.spawn(command))
signal.handle("TERM", function() signal.kill(-child, "TERM") end)
signal.handle("HUP", function() signal.kill(child, "HUP") end)

repeat
  local _, _, errno = process.wait()
until errno == "ECHILD"
