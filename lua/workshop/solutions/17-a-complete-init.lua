-- Forwards signals to one command, reaps, and exits as the command did.

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

--- Reaps all that have ended; how the command did, if it is among them.
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
