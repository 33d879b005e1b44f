-- Ignores INT, catches USR1, and leaves HUP at its default.

signal.ignore("INT")
signal.handle("USR1", function(info)
  print("USR1 from", info.pid)
end)
signal.default("HUP")

while true do
  signal.pause()
end
