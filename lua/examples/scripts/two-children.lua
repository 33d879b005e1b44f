-- Two children: a server and its helper, which run and end together.
--
-- Signals are forwarded to both. When one ends, the other is stopped: TERM, then KILL after two
-- seconds. PID 1 exits like the one that ended first. Arguments: two shell commands.
--
--   sigbox run lua/examples/scripts/two-children.lua --send TERM
--   sigbox run lua/examples/scripts/two-children.lua 'sleep 1000' 'sleep 0.1; exit 4'
--
-- You will see both get TERM in the first run. In the second, the server stops when the helper
-- ends.

local init = require "sigbox.init"

local server = assert(init.spawn{
  "sh", "-c", arg[1] or "trap 'echo server: TERM; exit 0' TERM; sleep 1000 & wait",
})
local helper = assert(init.spawn{
  "sh", "-c", arg[2] or "trap 'echo helper: TERM; exit 0' TERM; sleep 1000 & wait",
})
local names = { [server] = "server", [helper] = "helper" }

-- To both process groups, so that the children of a shell get the signals too.
init.forward(server, nil, { group = true })
init.forward(helper, nil, { group = true })

local first = init.wait_any{ server, helper }
print(("PID 1: the %s ended first, with %d"):format(names[first.pid], first.status))

local other = first.pid == server and helper or server
local ended, killed = init.stop(other, { grace = 2, group = true })
print(("PID 1: the %s ended %s"):format(
  names[ended.pid], killed and "by KILL" or "with " .. ended.status))
return init.status(first)
