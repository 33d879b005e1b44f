-- Replaces this process as execvp(3) of glibc does. In addition to process.exec, it runs a file of
-- unknown format with /bin/sh, and treats a directory of PATH without search permission as one
-- whose command must not be run. Returns the name of the error, such as "ENOENT".

local EACCES = 13

--- Returns the files that PATH yields for a command.
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
