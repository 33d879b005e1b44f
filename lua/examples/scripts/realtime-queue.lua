-- A queue of real-time signals: jobs with a number and a priority, sent by sigqueue(3).
--
-- A standard signal that is sent twice while it is blocked is delivered once. A real-time signal is
-- delivered as often as it was sent, in order, with its value. The lowest number is delivered
-- first.
--
--   sigbox run lua/examples/scripts/realtime-queue.lua --send RTMIN+1 --send TERM
--
-- You will see USR1 once, although it was sent three times, and urgent jobs before others. After
-- TERM, the queued jobs are done before the script ends.

local urgent, normal = "RTMIN", "RTMIN+1"
local taken = { urgent, normal, "USR1", "TERM" }
signal.block(taken)

local done = 0
local function work(info)
  if info.name == "USR1" then
    print("USR1")
  else
    done = done + 1
    print(("%s %d"):format(info.name == urgent and "urgent" or "normal", info.value))
  end
end

--- Accepts the signals that are pending now, the lowest number first.
local function drain()
  local info = signal.wait({ urgent, normal, "USR1" }, 0)
  while info do
    work(info)
    info = signal.wait({ urgent, normal, "USR1" }, 0)
  end
end

-- A producer, in another process.
local producer = assert(process.fork(function()
  for number = 1, 3 do
    assert(signal.kill(1, "USR1"))
    -- EAGAIN would mean that the receiver's queue is full. Its limit is signal.queue_limit().
    assert(signal.queue(1, normal, number))
    assert(signal.queue(1, urgent, 10 * number))
  end
end))
process.wait(producer)
drain()

while true do
  local info = signal.wait(taken)
  if info and info.name == "TERM" then
    -- TERM has a lower number than any real-time signal, so it overtakes the queued ones.
    drain()
    print(done .. " jobs done")
    return 0
  elseif info then
    work(info)
  end
end
