-- Exits with code 0 on TERM.

signal.handle("TERM", function(info)
  print("TERM from", info.pid)
  process.exit(0)
end)

while true do
  process.sleep(100)
end
