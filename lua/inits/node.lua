-- A Node.js program that waits and set no handler; imitates node 20.
--
-- Node catches INT and TERM to give the terminal back its modes. Its handler is installed for one
-- time only (SA_RESETHAND) and sends the signal again, which ends any other process; for PID 1 the
-- kernel drops what is at its default now, and node goes on. So `kill 1` does nothing, neither the
-- first time, when it is caught, nor the second. SEGV goes the same way. USR1 starts the inspector.
-- Left out: its socket and thread, and the other threads, which take no part in this.

signal.ignore("PIPE", "XFSZ")

--- Puts the terminal right and sends the signal again.
local function pass_on(info)
  signal.raise(info.name)
end

for _, name in ipairs({ "INT", "TERM", "SEGV" }) do
  signal.handle(name, pass_on, { resethand = true })
end

local inspected = false

signal.handle("USR1", function()
  if not inspected then
    io.stderr:write("Debugger listening on ws://127.0.0.1:9229/\n")
  end
  inspected = true
end)

-- The C library's, for changing the user of all threads.
signal.handle(33, function() end)

while true do
  process.sleep(1000)
end
