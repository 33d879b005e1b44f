-- Complete the script: exit with code 0 on TERM.

signal.handle("TERM", function(info)
  print("TERM from", info.pid)
end)

while true do
  process.sleep(100)
end
