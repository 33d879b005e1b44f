-- Lets a caught signal kill the process. PID 1 survives this, and exits with code 2.

local function die(name)
  signal.default(name)
  signal.unblock(name)
  signal.raise(name)
  process.exit(2)
end

for _, name in ipairs({ "HUP", "INT", "TERM" }) do
  signal.handle(name, function()
    die(name)
  end)
end

signal.handle("QUIT", function()
  process.exit(2)
end)

signal.handle("USR1", function() end)

while true do
  signal.pause()
end
