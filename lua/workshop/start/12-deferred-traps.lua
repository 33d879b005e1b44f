-- The entrypoint of a container: a shell that runs the command given by the script's arguments. In
-- the shell code, the command is "$@". Complete that code: TERM must reach the command at once.

local script = [[
trap 'kill -TERM "$child"' TERM
"$@"
status=$?
# Here it would clean up.
exit "$status"
]]

assert(process.exec({ "sh", "-c", script, "entrypoint", ... }))
