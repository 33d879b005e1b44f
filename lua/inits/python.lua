-- A Python program that loops over `time.sleep(100)`; imitates CPython 3.8 to 3.13.
--
-- The interpreter catches INT, to raise KeyboardInterrupt, and ignores PIPE and XFSZ, to get EPIPE
-- and EFBIG as exceptions. Other signals stay at their default, including TERM. The kernel drops
-- them for PID 1, so a container with such a program is slow to stop. After an uncaught
-- KeyboardInterrupt, Python prints a traceback, restores the default and sends INT to itself, so
-- that a shell sees which signal killed it. The kernel drops that for PID 1, and Python exits with
-- 130. Before Python 3.8, the exit code was 1 for any process.
--
-- Not imitated: signal.signal, except, threads.

signal.ignore("PIPE", "XFSZ")

signal.handle("INT", function()
  io.stderr:write("Traceback (most recent call last):\nKeyboardInterrupt\n")
  signal.default("INT")
  -- Python does this outside its handler, so INT is not blocked.
  signal.unblock("INT")
  signal.kill(process.pid(), "INT")
  process.exit(130)
end)

while true do
  process.sleep(100)
end
