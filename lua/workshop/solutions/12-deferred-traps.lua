local script = [[
trap 'asked=yes; kill -TERM "$child"' TERM
"$@" & child=$!
wait "$child"
status=$?
if [ -n "$asked" ]; then
  wait "$child"
  status=$?
fi
# Here it would clean up.
exit "$status"
]]

assert(process.exec({ "sh", "-c", script, "entrypoint", ... }))
