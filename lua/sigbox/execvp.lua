-- Replaces this process as glibc's execvp(3) does, beyond what process.exec does: a file without a
-- format that the kernel knows goes to /bin/sh, and a directory of PATH that may not be searched
-- counts as one where the command may not be run. Returns the name of the error, as "ENOENT".

local EACCES = 13

--- The files that PATH names for a command.
local function candidates(name)
  if name == "" or name:find("/", 1, true) then
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
  if reason ~= "ENOEXEC" and reason ~= "ENOENT" and reason ~= "ENOTDIR" then
    return reason
  end
  for _, file in ipairs(candidates(words[1])) do
    if select(3, io.open(file)) == EACCES then
      reason = "EACCES"
    end
    local again = table.move(words, 1, #words, 1, {})
    again[1] = file
    if select(3, process.exec(again)) == "ENOEXEC" then
      return select(3, process.exec({ "/bin/sh", table.unpack(again) }))
    end
  end
  return reason
end
