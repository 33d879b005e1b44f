-- signalfd and poll: one loop for signals, children and their output, without handlers.
--
-- Signals are read from a descriptor like data, so they cannot interrupt anything, and the loop
-- waits for all events in one place. Arguments: the command to run.
--
--   sigbox run lua/examples/scripts/signalfd-and-poll.lua --send USR1 --send TERM
--
-- You will see lines of the child with a prefix, the sender of USR1, and TERM forwarded.

local command = { ... }
if #command == 0 then
  command = { "sh", "-c", [[
    trap 'echo "TERM, bye"; exit 5' TERM
    echo "working"
    sleep 1000 & wait
  ]] }
end

local before = signal.mask()
local signals = assert(signal.fd("USR1", "TERM", "INT", "CHLD"))

local output, writing = process.pipe()
command.stdout, command.mask, command.group = writing, before, true
local child = assert(process.spawn(command))
process.close(writing) -- otherwise the pipe would never end

local watched, rest, ended = {}, "", nil

-- What to do for each descriptor when it can be read.
watched[signals] = function()
  local info = signal.read(signals)
  if info.name == "USR1" then
    print(("USR1 from pid %d: the child is %s"):format(info.pid, process.status(child).state))
  elseif info.name ~= "CHLD" then
    signal.kill(-child, info.signal)
  end
  -- Several children may have ended for one CHLD, including orphans.
  for _, change in ipairs(process.reap()) do
    ended = change.pid == child and change or ended
  end
end

watched[output] = function()
  local text = assert(process.read(output))
  rest = rest .. text
  for line in rest:gmatch("(.-)\n") do
    print("child: " .. line)
  end
  rest = rest:match("[^\n]*$")
  watched[output] = text ~= "" and watched[output] or nil -- until its end
end

while not ended do
  local fds = {}
  for fd in pairs(watched) do
    fds[#fds + 1] = fd
  end
  for _, fd in ipairs(assert(process.poll(fds))) do
    watched[fd]()
  end
end

-- The last output is still in the pipe. Children of the command may keep the pipe open.
while watched[output] and #process.poll({ output }, 0) > 0 do
  watched[output]()
end
print("child: ended with " .. ended.status)
return ended.status
