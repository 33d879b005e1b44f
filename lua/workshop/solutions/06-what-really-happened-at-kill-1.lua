-- Blocks TERM until USR1 comes. The effect of TERM then depends on whether USR2 has come.

signal.block("TERM")

signal.handle("USR2", function()
  signal.handle("TERM", function()
    process.exit(7)
  end)
end)

local let_go = false
signal.handle("USR1", function()
  let_go = true
end)

repeat
  signal.pause()
until let_go
signal.unblock("TERM")

while true do
  signal.pause()
end
