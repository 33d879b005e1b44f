-- A Go program that sleeps and never heard of os/signal; imitates Go 1.19.
--
-- The Go runtime catches nearly every signal for itself before main runs, so none of those is at
-- its default and the kernel's protection of PID 1 does not apply. For HUP, INT and TERM the
-- handler puts the default back and sends the signal again. An ordinary process dies of that; for
-- PID 1 the kernel drops it, and the runtime falls through to exit(2). A signal that tells of a
-- crash prints a trace and exits with 2 at once. Left out: the goroutines in that trace.

-- Not caught: KILL and STOP, which nobody can; those of job control, which the runtime leaves to
-- the kernel; and 32 and RTMIN, which belong to the C library and to cgo.
local left_alone = {
  KILL = true, STOP = true, CONT = true, TSTP = true, TTIN = true, TTOU = true,
  ["32"] = true, RTMIN = true,
}

-- Signals that end the program: by a kill, or as an unexpected signal with a trace.
local killing = { HUP = true, INT = true, TERM = true }
local throwing = {
  QUIT = "quit", ILL = "illegal instruction", TRAP = "trace trap", ABRT = "abort",
  BUS = "bus error", FPE = "floating-point exception", SEGV = "segmentation violation",
  STKFLT = "stack fault", SYS = "bad system call",
}

--- The runtime's dieFromSignal.
local function die(name)
  signal.default(name)
  signal.unblock(name)
  signal.raise(name)
  process.exit(2)
end

local function runtime_handler(info)
  local name = info.name
  if killing[name] then
    die(name)
  elseif throwing[name] then
    io.stderr:write("SIG", name, ": ", throwing[name], "\n")
    process.exit(2)
  end
end

for number, name in ipairs(signal.list()) do
  if not left_alone[name] then
    signal.handle(number, runtime_handler)
  end
end

print("go: no os/signal, sleeping")

local left = 100
while left > 0 do
  left = process.sleep(left)
end
