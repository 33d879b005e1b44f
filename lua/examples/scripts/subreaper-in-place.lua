-- A subreaper in place: an init without a PID namespace, such as in a CI job or under systemd.
--
-- A process that is not PID 1 can adopt orphans among its descendants. `sigbox init` runs the
-- script in this process, without a box. The script runs a command and reaps its orphans. At TERM,
-- or when the command ends, it ends all its descendants and nothing else. Arguments: the command.
--
--   sigbox init lua/examples/scripts/subreaper-in-place.lua
--   sigbox init lua/examples/scripts/subreaper-in-place.lua sh -c 'sleep 1000 & exit 3'
--
-- You will see the daemon of the command become a child of this process, and end.

local init = require "sigbox.init"

if process.pid() ~= 1 then
  process.subreaper(true)
end

local command = { ... }
if #command == 0 then
  command = { "sh", "-c", "setsid sleep 1000 & exit 3" }
end

local child, message, errno = init.spawn(command)
if not child then
  io.stderr:write(arg[0], ": ", message, "\n")
  return errno == "ENOENT" and 127 or 126
end
init.forward(child)
local ended = init.wait(child)

for _, orphan in ipairs(process.children()) do
  local status = process.status(orphan)
  print(("adopted: pid %d, %s"):format(orphan, status and status.name or "gone"))
end
init.kill_orphans(2)
print("left: " .. #process.children())
return init.status(ended)
