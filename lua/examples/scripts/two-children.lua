-- Two children: a server and its helper, which live and end together.
--
-- Signals go to both. When one ends, the other is stopped: TERM, then KILL after two seconds. PID 1
-- exits as the one that ended first did. Arguments: two shell commands.
--
--   sigbox run lua/examples/scripts/two-children.lua --send TERM
--   sigbox run lua/examples/scripts/two-children.lua 'sleep 1000' 'sleep 0.1; exit 4'
--
-- You will see both get TERM in the first, and the helper's end stop the server in the second.

local init = require "sigbox.init"

local server = assert(init.spawn{
  "sh", "-c", arg[1] or "trap 'echo server: TERM; exit 0' TERM; sleep 1000 & wait",
})
local helper = assert(init.spawn{
  "sh", "-c", arg[2] or "trap 'echo helper: TERM; exit 0' TERM; sleep 1000 & wait",
})
local names = { [server] = "server", [helper] = "helper" }

-- To the whole group of each, so that a shell's children get them as well.
init.forward(server, nil, { group = true })
init.forward(helper, nil, { group = true })

local first = init.wait_any{ server, helper }
print(("PID 1: the %s ended first, with %d"):format(names[first.pid], first.status))

local other = first.pid == server and helper or server
local ended, killed = init.stop(other, { grace = 2, group = true })
print(("PID 1: the %s ended %s"):format(
  names[ended.pid], killed and "by KILL" or "with " .. ended.status))
return init.status(first)
