-- Runs a command (the script's arguments) on its terminal. Complete it, as a shell with one job:
-- the foreground, Ctrl-Z, and USR1 to put the job into the foreground again.

local command = { ... }

local child = assert(process.spawn(command))

local change
repeat
  change = process.wait(child)
until change
return change.status
