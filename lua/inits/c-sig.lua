-- A C program with one handler, for SIGTERM.
--
-- A caught signal is not at its default, so the kernel's protection of PID 1 does not apply to it:
-- TERM runs the handler, from inside and from the host. All other signals are as in `c`.

signal.handle("TERM", function()
  print("c-sig: received SIGTERM")
  process.exit(0)
end)

print("c-sig: SIGTERM is caught, sleeping")

while true do
  process.sleep(100)
end
