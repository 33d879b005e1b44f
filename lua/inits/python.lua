-- A Python program that sleeps and set no handler; imitates CPython 3.
--
-- Python ignores PIPE and XFSZ, so that writing gives an error instead, and catches INT for
-- KeyboardInterrupt. TERM and the rest stay at their default, which the kernel drops for PID 1:
-- that is why stopping a Python container takes until KILL. Left out: the traceback's lines.

signal.ignore("PIPE", "XFSZ")

--- What nobody catches as KeyboardInterrupt: Python wants to end as if INT had killed it. For PID 1
--- the kernel drops that, and the interpreter falls through to exit(130).
signal.handle("INT", function()
  io.stderr:write("KeyboardInterrupt\n")
  signal.default("INT")
  signal.raise("INT")
  process.exit(130)
end)

while true do
  process.sleep(1000)
end
