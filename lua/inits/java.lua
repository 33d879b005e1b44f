-- A Java program whose main method sleeps; imitates OpenJDK 17's HotSpot on x86_64.
--
-- HUP, INT and TERM are caught and run the shutdown hooks on a thread of their own; then Java exits
-- with 128 and the number, PID 1 or not: a normal exit, no death by the signal. QUIT prints all
-- threads' stacks. PIPE, XFSZ and USR2, which is for threads to suspend each other, are caught, and
-- nothing is done; older releases, as 17.0.15, crash of a USR2. ILL, BUS, FPE and SEGV, sent by
-- someone rather than raised by the processor, are a fatal error: a report, then abort(3). All else
-- is at its default, and the kernel drops it for PID 1. Left out: the dump and the report, hooks,
-- -Xrs, the threads (most block QUIT). A program that uses NIO, as one started from its source
-- does, catches RTMAX-2 as well.

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

--- Ends by abort(3). Its ABRT kills an ordinary process. For PID 1 the kernel drops that; abort
--- then runs an instruction that faults, Java takes the SEGV for an error in its report and calls
--- abort again, and there all that is left is _exit(127). That is how glibc 2.36 does it.
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

-- The C library's own, for setuid(2) in all threads; it is caught once there is a second one.
signal.handle(33, function() end)

while true do
  process.sleep(100)
end
