-- Prints "reload" at each HUP.

signal.handle("HUP", function()
  print("reload")
end)

while true do
  signal.pause()
end
