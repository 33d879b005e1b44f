-- The entrypoint of a container: a shell that runs a command (the script's arguments), which stands
-- in "$@" there. Complete the shell's part: TERM is to reach the command at once.

local script = [[
trap 'kill -TERM "$child"' TERM
"$@"
status=$?
# Here it would clean up.
exit "$status"
]]

assert(process.exec({ "sh", "-c", script, "entrypoint", ... }))
