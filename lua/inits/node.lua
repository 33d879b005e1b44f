-- A JavaScript program that only has a timer; imitates Node.js 18 and 20.
--
-- Node puts all signals at their default when it starts, ignores PIPE and XFSZ, and catches four
-- for itself. INT and TERM run a handler that gives the terminal back and sends the signal again:
-- it was set for one time (SA_RESETHAND), so the second is at its default. An ordinary process dies
-- of it. For PID 1 the kernel drops it: the first TERM does nothing that can be seen, and takes
-- the handler away. SEGV, caught for WebAssembly's checks of memory, fares alike. USR1 starts the
-- inspector, once. Left out: the inspector, process.on, the threads, which block USR1 or more.

signal.ignore("PIPE", "XFSZ")

--- Sends the signal again; it stays pending until the handler that calls this has returned.
local function send_again(info)
  signal.raise(info.name)
end

signal.handle("INT", send_again, { resethand = true })
signal.handle("TERM", send_again, { resethand = true })
signal.handle("SEGV", send_again, { resethand = true })

local inspects = false
signal.handle("USR1", function()
  if not inspects then
    inspects = true
    io.stderr:write("node: here the inspector would listen on 127.0.0.1:9229\n")
  end
end)

-- The C library's own, for setuid(2) in all threads; it is caught once there is a second one.
signal.handle(33, function() end)

while true do
  process.sleep(1000)
end
