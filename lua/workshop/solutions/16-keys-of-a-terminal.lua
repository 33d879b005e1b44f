local command = { ... }
command.group, command.foreground = true, true

local child = assert(process.spawn(command))

-- Lets PID 1 take the terminal from the background. Set after the spawn: the command must not
-- inherit it.
signal.ignore("TTOU")

signal.handle("USR1", function()
  terminal.foreground(0, child)
  signal.kill(-child, "CONT")
end)

local change
repeat
  change = process.wait(child, { stopped = true })
  if change and change.event == "stopped" then
    terminal.foreground(0, process.getpgid())
  end
until change and change.event ~= "stopped"
return change.status
