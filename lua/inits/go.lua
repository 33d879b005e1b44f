-- A Go program that sleeps and does not use os/signal; imitates Go 1.19.
--
-- The Go runtime catches nearly every signal before main runs. Those are not at their default, so
-- the kernel's protection of PID 1 does not apply. For HUP, INT and TERM, the handler restores the
-- default and sends the signal again. That kills an ordinary process. For PID 1, the kernel drops
-- it, and the runtime calls exit(2). A signal of a crash prints a trace and exits with 2 at once.
--
-- Not imitated: the goroutines in that trace.

-- Not caught: KILL and STOP, which cannot be caught; the signals of job control, which the runtime
-- leaves to the kernel; 32 and RTMIN, which the C library and cgo use.
local left_alone = {
  KILL = true, STOP = true, CONT = true, TSTP = true, TTIN = true, TTOU = true,
  ["32"] = true, RTMIN = true,
}

-- Signals that end the program: killed, or with a trace as an unexpected signal.
local killing = { HUP = true, INT = true, TERM = true }
local throwing = {
  QUIT = "quit", ILL = "illegal instruction", TRAP = "trace trap", ABRT = "abort",
  BUS = "bus error", FPE = "floating-point exception", SEGV = "segmentation violation",
  STKFLT = "stack fault", SYS = "bad system call",
}

--- Imitates dieFromSignal of the runtime.
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
