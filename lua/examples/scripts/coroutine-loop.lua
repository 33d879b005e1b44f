-- A loop of coroutines: tasks that wait for signals, children and time, each written top to bottom.
--
-- The process sleeps in one call of signal.wait. Each event goes to the task that waits for it.
-- There are no handlers, so a task is never interrupted between two waits.
--
--   sigbox run lua/examples/scripts/coroutine-loop.lua --send USR1 --send TERM
--
-- You will see a ticker and a worker run concurrently, USR1 counted, and TERM end all tasks.

local taken = { "USR1", "TERM", "CHLD" }
signal.block(taken)

local tasks = {} -- what each waits for: { time = }, { signal = } or { child = }
local arrived = { USR1 = 0, TERM = 0 } -- signals that no task has waited for yet

local function task(fn)
  tasks[coroutine.create(fn)] = { time = 0 }
end

local function sleep(seconds)
  coroutine.yield({ time = process.clock() + seconds })
end

local function next_signal(name)
  coroutine.yield({ signal = name })
end

local function run(command)
  command.mask = {}
  return coroutine.yield({ child = assert(process.spawn(command)) })
end

--- Resumes the tasks whose wait is over. `ends` has the ended children by pid.
local function resume(ends)
  local ready = {}
  for thread, wait in pairs(tasks) do
    local come = wait.signal and arrived[wait.signal] > 0
    if come or ends[wait.child] or wait.time and wait.time <= process.clock() then
      ready[thread] = wait
    end
  end
  for thread, wait in pairs(ready) do
    if wait.signal then arrived[wait.signal] = arrived[wait.signal] - 1 end
    local fine, what = coroutine.resume(thread, ends[wait.child])
    if not fine then error(debug.traceback(thread, what), 0) end
    tasks[thread] = coroutine.status(thread) == "suspended" and what or nil
  end
  return next(ready) ~= nil
end

--- Sleeps until an event or the next task's time.
local function wait()
  local nearest = math.huge
  for _, each in pairs(tasks) do nearest = math.min(nearest, each.time or math.huge) end
  local left = math.max(0, nearest - process.clock())
  local info = signal.wait(taken, left < math.huge and left or nil)
  if info and arrived[info.name] then arrived[info.name] = arrived[info.name] + 1 end
  local ends = {}
  for _, ended in ipairs(process.reap()) do ends[ended.pid] = ended end
  return ends
end

local stopping, ticks, count = false, 0, 0
task(function() while not stopping do sleep(0.05) ticks = ticks + 1 end end)
task(function() while true do next_signal("USR1") count = count + 1 print("USR1 " .. count) end end)
task(function()
  local ended = run{ "sh", "-c", "exit 3" }
  print("worker: exited " .. ended.code)
end)
task(function()
  next_signal("TERM")
  stopping = true
  print(ticks > 0 and "TERM after some ticks" or "TERM before the first tick")
end)

local ends = {}
while not stopping do
  while resume(ends) and not stopping do ends = {} end
  if not stopping then ends = wait() end
end
