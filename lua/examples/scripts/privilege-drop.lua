-- Privilege drop: PID 1 starts as root, runs its service as nobody, and keeps one capability.
--
-- The service is uid 65534, in one group, with no way to gain privileges. PID 1 gives up all
-- capabilities but KILL: without that one it could not signal the process of another user.
--
--   sudo sigbox run lua/examples/scripts/privilege-drop.lua --send TERM
--
-- You will see the service's user, PID 1's capabilities, and TERM forwarded. Without the
-- capability, that would fail with EPERM. Without root, a box has a single user, and the script
-- exits with 77.

local init = require "sigbox.init"

local nobody = 65534
local service = {
  "sh", "-c", "id -u; grep NoNewPrivs /proc/self/status; trap 'exit 6' TERM; sleep 1000 & wait",
  uid = nobody, gid = nobody,
}

-- For PID 1 and its descendants: setuid programs no longer grant privileges.
process.no_new_privileges()

-- Only root can create it, so it is created before the capabilities are dropped.
local other = init.spawn{ "sleep", "1000", uid = nobody, gid = nobody }
local child, message, errno = init.spawn(service)
if errno == "EINVAL" or errno == "EPERM" then
  io.stderr:write(arg[0], ": this box has no user ", nobody, ": ", message, "\n")
  return 77
end
assert(child, message)

local function keep(...)
  assert(process.setcapabilities{
    bounding = {}, ambient = {}, inheritable = {}, permitted = { ... }, effective = { ... },
  })
  local names = {}
  for name in pairs(process.capabilities().effective) do
    names[#names + 1] = name
  end
  print("PID 1: capabilities: " .. (#names > 0 and table.concat(names, " ") or "none"))
end

keep("KILL")
init.forward(child)
local ended = init.wait(child)
print("PID 1: the service ended with " .. ended.status)

keep()
local sent, why = signal.kill(other, "TERM")
print("PID 1: TERM to uid 65534: " .. (sent and "sent" or why))
return init.status(ended)
