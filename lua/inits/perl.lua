-- A Perl program that sleeps and set no handler; imitates perl 5.
--
-- Perl ignores FPE and leaves the rest at the default. For PID 1 the kernel drops what is at its
-- default, so TERM does nothing.

signal.ignore("FPE")

while true do
  process.sleep(1000)
end
