-- A Java program that sleeps and set no handler; imitates OpenJDK 17.
--
-- The virtual machine catches HUP, INT and TERM to run the shutdown hooks, and exits with 128 and
-- the signal's number: that is why a Java container stops well, with 143. QUIT prints the stacks of
-- all threads. PIPE and XFSZ are caught and forgotten. A signal that tells of a crash, or USR2,
-- which it uses to suspend threads, makes it write a report and abort; abort's signal is dropped
-- for PID 1, and its last resort is exit(127). Left out: reports, hooks, the other threads.

local numbers = { HUP = 1, INT = 2, TERM = 15 }

for name, number in pairs(numbers) do
  signal.handle(name, function()
    process.exit(128 + number)
  end)
end

signal.handle("QUIT", function()
  print("Full thread dump OpenJDK 64-Bit Server VM:")
end)

for _, name in ipairs({ "PIPE", "XFSZ" }) do
  signal.handle(name, function() end)
end

--- As abort(3): the signal at its default, then what comes when that did not end the process.
local function crash(info)
  print("# A fatal error has been detected by the Java Runtime Environment: SIG" .. info.name)
  signal.default("ABRT")
  signal.raise("ABRT")
  process.exit(127)
end

for _, name in ipairs({ "ILL", "BUS", "FPE", "SEGV", "USR2" }) do
  signal.handle(name, crash)
end

-- The C library's, for changing the user of all threads.
signal.handle(33, function() end)

while true do
  process.sleep(1000)
end
