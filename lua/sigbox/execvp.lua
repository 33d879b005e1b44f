-- Replaces this process as execvp(3) does: a file without a format that the kernel knows is given
-- to /bin/sh. Returns the name of the error, as "ENOENT".

--- The files that PATH names for a command.
local function candidates(name)
  if name:find("/", 1, true) then
    return { name }
  end
  local files = {}
  for directory in ((os.getenv("PATH") or "/bin:/usr/bin") .. ":"):gmatch("([^:]*):") do
    files[#files + 1] = directory == "" and name or directory .. "/" .. name
  end
  return files
end

return function(words)
  local _, _, reason = process.exec(words)
  if reason ~= "ENOEXEC" then
    return reason
  end
  for _, file in ipairs(candidates(words[1])) do
    local again = table.move(words, 1, #words, 1, {})
    again[1] = file
    if select(3, process.exec(again)) == "ENOEXEC" then
      return select(3, process.exec({ "/bin/sh", table.unpack(again) }))
    end
  end
  return reason
end
