-- Complete it, without any handler: TERM exits with 0; USR1 is a job, during which TERM waits.

signal.handle("TERM", function()
  process.exit(0)
end)

signal.handle("USR1", function()
  process.wait(process.spawn({ "sleep", "1000" }))
end)

while true do
  signal.pause()
end
