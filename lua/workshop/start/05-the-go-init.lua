-- Complete `die`: the signal must kill an ordinary process, as if there were no handler.

local function die(_name)
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
