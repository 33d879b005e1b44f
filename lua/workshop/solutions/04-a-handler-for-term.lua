-- Ends with 0 at TERM.

signal.handle("TERM", function(info)
  print("TERM from", info.pid)
  process.exit(0)
end)

while true do
  process.sleep(100)
end
