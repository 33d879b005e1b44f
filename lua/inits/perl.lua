-- A Perl program that loops over `sleep 100`; imitates Perl 5.
--
-- Perl ignores FPE, for its own arithmetic, and touches no other signal: what %SIG does not name
-- stays at its default, and the kernel drops it for PID 1. FPE is thrown away for any process.
-- Left out: %SIG, alarm, and that a command that Perl starts has FPE at its default again.

signal.ignore("FPE")

while true do
  process.sleep(100)
end
