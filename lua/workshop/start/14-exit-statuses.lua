-- Runs a command (the script's arguments). Complete it: exit as the command did.

local child, message = process.spawn({ ... })
if not child then
  print(message)
end

process.wait()
return 0
