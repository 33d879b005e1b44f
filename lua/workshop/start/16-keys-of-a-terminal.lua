-- Runs the command given by the script's arguments on its terminal. Complete the script as a shell
-- with one job: the foreground group, Ctrl-Z, and USR1 to continue the job in the foreground.

local command = { ... }

local child = assert(process.spawn(command))

local change
repeat
  change = process.wait(child)
until change
return change.status
