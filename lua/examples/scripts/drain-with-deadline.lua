-- Drain with a deadline: after TERM, accept no more work and finish the running jobs in time.
--
-- USR1 starts a job. After TERM, no job is started, and jobs that still run at the deadline are
-- killed. Arguments: the deadline in seconds, and the shell command of a job.
--
--   sigbox run --grace 10s lua/examples/scripts/drain-with-deadline.lua --send USR1 --send TERM
--   sigbox run --grace 10s lua/examples/scripts/drain-with-deadline.lua 0.5 'sleep 1000' \
--     --send USR1 --send TERM
--
-- You will see the first run exit with 0, its job done, and the second with 1, its job killed.

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
-- From now on, USR1 is accepted and dropped, because nothing forwards it.
if init.wait_all(process.clock() + seconds) then
  print("PID 1: drained")
  return 0
end
print("PID 1: the deadline is over")
init.kill_orphans(0.2) -- TERM, then KILL
return 1
