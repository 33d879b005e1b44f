-- A JavaScript program that only has a timer; imitates Node.js 18 and 20.
--
-- When Node starts, it sets all signals to their default, ignores PIPE and XFSZ, and catches four
-- signals. For INT and TERM, the handler restores the terminal and sends the signal again. The
-- handler was set for one delivery (SA_RESETHAND), so this signal is at its default. It kills an
-- ordinary process. For PID 1 the kernel drops it: the first TERM has no visible effect, but
-- removes the handler. The same holds for SEGV, which is caught for the memory checks of
-- WebAssembly. USR1 starts the inspector, once.
--
-- Not imitated: the inspector, process.on, the threads, which block USR1 or more.

signal.ignore("PIPE", "XFSZ")

--- Sends the signal again. It stays pending until the calling handler has returned.
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

-- The C library's signal for setuid(2) in all threads, caught since the second thread started.
signal.handle(33, function() end)

while true do
  process.sleep(1000)
end
