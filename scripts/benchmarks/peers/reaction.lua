-- Answers USR1 with USR2, in the handler.

local parent = process.parent()
signal.handle("USR1", function()
  signal.kill(parent, "USR2")
end)
signal.kill(parent, "USR2")
while true do
  signal.pause()
end
