-- Runs the command given by the script's arguments. Complete the script: exit with the command's
-- status.

local child, message = process.spawn({ ... })
if not child then
  print(message)
end

process.wait()
return 0
