local command = { ... }

signal.handle("CHLD", function() process.reap() end)

process.fork(function()
  process.subreaper(true)
  process.spawn(command)
  while true do signal.pause() end
end)

while true do signal.pause() end
