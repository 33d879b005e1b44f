-- Forward and reap: the two duties of PID 1 in a container.
--
-- Runs one command, passes every signal on to it, reaps orphans that nobody else waits for, and
-- exits as the command did. The command may be given as arguments.
--
--   sigbox run lua/examples/scripts/forward-and-reap.lua --send TERM
--
-- You will see the child take TERM and exit with 3, and PID 1 exit with 3 as well.

local init = require "sigbox.init"

local command = { ... }
if #command == 0 then
  -- The subshell ends first, so its child becomes PID 1's.
  command = { "sh", "-c", [[
    (sh -c 'sleep 0.1; exit 7' &)
    trap 'echo "child: TERM"; exit 3' TERM
    sleep 1000 & wait
  ]] }
end

local child, message, errno = init.spawn(command)
if not child then
  io.stderr:write(arg[0], ": ", message, "\n")
  return errno == "ENOENT" and 127 or 126
end

-- What came before this line is passed on too: signals stay blocked, and the kernel keeps them.
init.forward(child)

-- While it waits, it forwards and reaps.
local ended = init.wait(child)
print(("PID 1: the child %s"):format(
  ended.code and "exited " .. ended.code or "was killed by " .. ended.name))
return init.status(ended)
