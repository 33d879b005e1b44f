-- Rotate on HUP: a daemon that starts a new log file when it receives HUP.
--
-- No line is lost or split, because the signals are blocked while a line is written, and accepted
-- between two lines. Arguments: the log file, and the seconds between two lines.
--
--   sigbox run lua/examples/scripts/rotate-on-hup.lua --send HUP --send TERM
--
-- You will see two files: app.log.1 from before HUP, and app.log from after it.

local path = arg[1] or "/tmp/app.log"
local interval = tonumber(arg[2] or 0.05)

local taken = { "HUP", "TERM" }
signal.block(taken)

local log, lines, generation = nil, 0, 0

local function open()
  log = assert(io.open(path, "a"))
  log:setvbuf("line")
end

local function write(text)
  lines = lines + 1
  log:write(("%d %s\n"):format(lines, text))
end

--- Renames the file as logrotate(8) does, and opens a new one under the old name.
local function rotate()
  generation = generation + 1
  write("rotated")
  log:close()
  assert(os.rename(path, path .. "." .. generation))
  open()
end

local function show(name)
  local file = assert(io.open(name))
  local text = file:read("a")
  file:close()
  print(("%s: %d lines, the last: %s"):format(
    name, select(2, text:gsub("\n", "")), text:match("([^\n]*)\n$")))
end

open()
write("started")
while true do
  local info = signal.wait(taken, interval)
  if not info then
    write("working")
  elseif info.name == "HUP" then
    rotate()
    write("opened")
  else
    write("stopped by pid " .. info.pid)
    break
  end
end
log:close()

for index = 1, generation do
  show(path .. "." .. index)
end
show(path)
