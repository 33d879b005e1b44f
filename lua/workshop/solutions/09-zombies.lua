local command = { ... }

-- One CHLD may stand for several children, so reap all that have ended.
signal.handle("CHLD", function() process.reap() end)

signal.handle("USR1", function()
  for _ = 1, 5 do
    process.spawn(command)
  end
end)

while true do signal.pause() end
