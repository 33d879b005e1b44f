-- A Perl program that loops over `sleep 100`; imitates Perl 5.
--
-- Perl ignores FPE, for its own arithmetic. Signals that %SIG does not name stay at their default,
-- and the kernel drops them for PID 1.
--
-- Not imitated: %SIG, alarm, and that commands started by Perl have FPE at its default.

signal.ignore("FPE")

while true do
  process.sleep(100)
end
