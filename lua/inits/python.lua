-- A Python program that loops over `time.sleep(100)`; imitates CPython 3.8 to 3.13.
--
-- The interpreter catches INT, to raise KeyboardInterrupt, and ignores PIPE and XFSZ, to get EPIPE
-- and EFBIG as exceptions. All else stays at its default, TERM included: the kernel drops it for
-- PID 1, and a container with such a program is slow to stop. A KeyboardInterrupt that nobody
-- catches prints its traceback, puts the default back and sends INT to itself, so that a shell sees
-- what it died of. The kernel drops that for PID 1, and Python falls through to its exit with 130.
-- Left out: signal.signal, except, threads. Before 3.8 the exit was 1, for PID 1 and any other.

signal.ignore("PIPE", "XFSZ")

signal.handle("INT", function()
  io.stderr:write("Traceback (most recent call last):\nKeyboardInterrupt\n")
  signal.default("INT")
  -- Python does this outside its handler, where INT is not blocked.
  signal.unblock("INT")
  signal.kill(process.pid(), "INT")
  process.exit(130)
end)

while true do
  process.sleep(100)
end
