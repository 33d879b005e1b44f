-- A Java program whose main method sleeps; imitates OpenJDK 17's HotSpot on x86_64.
--
-- HUP, INT and TERM are caught and run the shutdown hooks in a separate thread. Java then exits
-- with 128 plus the signal number, whether it is PID 1 or not. QUIT prints the stacks of all
-- threads. PIPE, XFSZ and USR2, which suspends threads, are caught without effect; older releases
-- such as 17.0.15 crash on USR2. ILL, BUS, FPE and SEGV that were sent, not raised by the
-- processor, are a fatal error: a report, then abort(3). Other signals are at their default, and
-- the kernel drops them for PID 1. A program that uses NIO, such as one started from its source,
-- also catches RTMAX-2.
--
-- Not imitated: the dump and the report, hooks, -Xrs, the threads (most block QUIT).

for _, name in ipairs({ "HUP", "INT", "TERM" }) do
  signal.handle(name, function(info)
    process.exit(128 + info.signal)
  end)
end

signal.handle("QUIT", function()
  print("java: Full thread dump")
end)

for _, name in ipairs({ "PIPE", "XFSZ", "USR2" }) do
  signal.handle(name, function() end)
end

--- Ends by abort(3), as in glibc 2.36. ABRT kills an ordinary process. For PID 1, the kernel drops
--- it, and abort runs an instruction that faults. Java takes the SEGV for an error in its report
--- and calls abort again, which then calls _exit(127).
local function abort()
  signal.default("ABRT")
  signal.raise("ABRT")
  process.exit(127)
end

for _, name in ipairs({ "ILL", "BUS", "FPE", "SEGV" }) do
  signal.handle(name, function()
    print("java: A fatal error has been detected")
    abort()
  end)
end

-- The C library's signal for setuid(2) in all threads, caught since the second thread started.
signal.handle(33, function() end)

while true do
  process.sleep(100)
end
