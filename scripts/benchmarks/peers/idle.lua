-- Waits for signals that have no effect.

signal.handle("USR1", function() end)
while true do
  signal.pause()
end
