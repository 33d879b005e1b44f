-- Drain with a deadline: TERM means "take no more work, finish what you have, but be quick".
--
-- USR1 starts a job. After TERM no job is started; those that run have until the deadline, and are
-- then killed. Arguments: the deadline in seconds, and the shell command that is a job.
--
--   sigbox run --grace 10s lua/examples/scripts/drain-with-deadline.lua --send USR1 --send TERM
--   sigbox run --grace 10s lua/examples/scripts/drain-with-deadline.lua 0.5 'sleep 1000' \
--     --send USR1 --send TERM
--
-- You will see the first exit with 0, its job done; and the second with 1, its job killed.

local init = require "sigbox.init"

local seconds = tonumber(arg[1] or 5)
local job = arg[2] or "sleep 0.3; echo 'job: done'"

local taken = { "USR1", "TERM", "CHLD" }
signal.block(taken)

while true do
  local info = signal.wait(taken)
  if info and info.name == "TERM" then
    break
  elseif info and info.name == "USR1" then
    assert(process.spawn{ "sh", "-c", job, mask = {}, group = true })
    print("PID 1: a job was started")
  end
  process.reap()
end

print(("PID 1: TERM: %d left, %g s to finish"):format(#process.children(), seconds))
-- USR1 is taken and dropped from here on: nothing forwards it.
if init.wait_all(process.clock() + seconds) then
  print("PID 1: drained")
  return 0
end
print("PID 1: the deadline is over")
init.kill_orphans(0.2) -- TERM, and KILL for those that do not end of it
return 1
