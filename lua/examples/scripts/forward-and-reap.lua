-- Forward and reap: the two duties of PID 1 in a container.
--
-- Runs one command, forwards every signal to it, reaps orphans, and exits like the command. The
-- command may be given as arguments.
--
--   sigbox run lua/examples/scripts/forward-and-reap.lua --send TERM
--
-- You will see the child handle TERM and exit with 3, and PID 1 exit with 3 too.

local init = require "sigbox.init"

local command = { ... }
if #command == 0 then
  -- The subshell ends first, so PID 1 adopts its child.
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

-- Signals that arrived before this line are forwarded too: they are blocked, so the kernel keeps
-- them.
init.forward(child)

-- Forwards and reaps while it waits.
local ended = init.wait(child)
print(("PID 1: the child %s"):format(
  ended.code and "exited " .. ended.code or "was killed by " .. ended.name))
return init.status(ended)
