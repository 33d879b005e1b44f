-- Complete it: TERM blocked; USR2 gives TERM a handler, which exits with 7; USR1 lets TERM go.

signal.handle("USR1", function() end)
signal.handle("USR2", function() end)

while true do
  signal.pause()
end
