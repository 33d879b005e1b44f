-- Complete it: TERM ends it with 0.

signal.handle("TERM", function(info)
  print("TERM from", info.pid)
end)

while true do
  process.sleep(100)
end
