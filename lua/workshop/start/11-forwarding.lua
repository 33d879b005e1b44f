-- Runs the command given by the script's arguments, and exits when no child is left. Complete the
-- script: forward TERM to the command's whole process group, and HUP to the command only.

local command = { ... }

assert(process.spawn(command))

repeat
  local _, _, errno = process.wait()
until errno == "ECHILD"
