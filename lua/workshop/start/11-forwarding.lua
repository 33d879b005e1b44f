-- Runs a command (the script's arguments) and ends when no child is left. Complete it: TERM goes on
-- to the command's whole group, HUP to the command alone.

local command = { ... }

assert(process.spawn(command))

repeat
  local _, _, errno = process.wait()
until errno == "ECHILD"
