-- Runs the command that its arguments are, reaps all that it is given, and ends with the command.

local child = process.spawn({ table.unpack(arg) })
local ended
signal.handle("CHLD", function()
  for _, one in ipairs(process.reap()) do
    ended = ended or one.pid == child
  end
end)
while not ended do
  signal.pause()
end
