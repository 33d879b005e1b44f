-- Complete the script without any handlers: exit with code 0 on TERM, and do a job on USR1. During
-- a job, TERM stays pending.

signal.handle("TERM", function()
  process.exit(0)
end)

signal.handle("USR1", function()
  process.wait(process.spawn({ "sleep", "1000" }))
end)

while true do
  signal.pause()
end
