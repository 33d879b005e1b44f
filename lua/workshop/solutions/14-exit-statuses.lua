local child, message, errno = process.spawn({ ... })
if not child then
  io.stderr:write(message, "\n")
  return errno == "ENOENT" and 127 or 126
end

local ended
repeat
  ended = process.wait(child)
until ended
return ended.code or 128 + ended.signal
