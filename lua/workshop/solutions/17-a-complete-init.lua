-- Forwards signals to one command, reaps, and exits with the command's status.

local taken = {}
for _, name in ipairs(signal.list()) do
  taken[name] = true
end
for name in ("KILL STOP 32 33 ILL TRAP ABRT BUS FPE SEGV SYS TTIN TTOU"):gmatch("%S+") do
  taken[name] = nil
end

local command = { ... }
command.mask = signal.block(taken)
command.group = true
command.foreground = terminal.is(0)

local child, message, errno = process.spawn(command)
if not child then
  io.stderr:write(message, "\n")
  return errno == "ENOENT" and 127 or 126
end

--- Reaps all children that have ended. Returns how the command ended, if it is one of them.
local function reap()
  local found
  for _, ended in ipairs(process.reap()) do
    if ended.pid == child then
      found = ended
    end
  end
  return found
end

while true do
  local info = signal.wait(taken)
  if info and info.name ~= "CHLD" then
    signal.kill(child, info.signal)
  end
  local ended = reap()
  if ended then
    return ended.code or 128 + ended.signal
  end
end
