-- Crashes and the core flag: how an init distinguishes a crash from an exit, and detects a core
-- dump.
--
-- QUIT, ABRT, SEGV and others end a process with a core dump, if its limit and the directory allow
-- one. The child's status tells whether there is one. Arguments: the limit, 0 or unlimited, and the
-- command.
--
--   sigbox run lua/examples/scripts/crash-with-core-flag.lua unlimited --send QUIT
--   sigbox run lua/examples/scripts/crash-with-core-flag.lua 0 --send QUIT
--
-- You will see "killed by QUIT, core dumped" in the first, unless the host's core_pattern or hard
-- limit forbids it, and "no core dump" in the second. PID 1 exits with 131: 128 plus the number of
-- QUIT.

local init = require "sigbox.init"

local limit = arg[1] == "unlimited" and "unlimited" or tonumber(arg[1] or 0)
local command = { table.unpack(arg, 2) }
if #command == 0 then
  command = { "sleep", "1000" }
end

local _, hard = process.limit("core")
if limit == "unlimited" and hard ~= "unlimited" then
  print("PID 1: the hard limit of core dumps is " .. hard)
  limit = hard
end
command.limits = { core = limit }
command.cwd = "/tmp" -- a dump without a directory in its name is written here

local child = assert(init.spawn(command))
init.forward(child)
local ended = init.wait(child)

if ended.name then
  print(("PID 1: the child was killed by %s, %s"):format(
    ended.name, ended.core and "core dumped" or "no core dump"))
else
  print("PID 1: the child exited " .. ended.code)
end
return init.status(ended)
