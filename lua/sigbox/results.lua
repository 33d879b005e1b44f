-- Converts the tables that the modules signal and process return to text, for tostring.

local results = {}

-- The codes of CHLD in siginfo.h, from 1.
local CHANGES = { "exited", "killed by", "killed by", "trapped by", "stopped by", "continued by" }

--- Returns the text of a signal.Info, such as `TERM from pid 3 (inside)`.
function results.info(info)
  local name, cause = tostring(info.name), tostring(info.cause)
  if cause == "child" then
    local by = info.code ~= 1 and signal.list()[info.status] or info.status
    return ("%s about child %s (%s %s)"):format(name, info.pid, CHANGES[info.code] or "status", by)
  elseif info.origin == "fault" then
    return ("%s from a fault at 0x%x"):format(name, tonumber(info.address) or 0)
  elseif info.origin == "kernel" then
    return ("%s from the kernel (%s)"):format(name, cause)
  elseif info.origin == "host" then
    return name .. " from the host"
  end
  local value = info.value ~= 0 and cause == "queue" and ", value " .. tostring(info.value) or ""
  return ("%s from pid %s (inside)%s"):format(name, info.pid, value)
end

--- Returns the text of a process.Ended, such as `pid 5 exited 3` or `pid 5 killed by KILL`.
function results.ended(ended)
  local event = tostring(ended.event)
  local detail = ended.code or ended.name and "by " .. tostring(ended.name)
  return ("pid %s %s"):format(ended.pid, event) .. (detail and " " .. detail or "")
end

--- Returns the text of signal.Names, such as `{HUP, TERM}`.
function results.set(set)
  local names = {}
  for index, name in ipairs(set) do
    names[index] = tostring(name)
  end
  return "{" .. table.concat(names, ", ") .. "}"
end

--- Returns the text of a process.Status, such as `pid 1 (sigbox), sleeping`.
function results.status(status)
  return ("pid %s (%s), %s"):format(status.pid, status.name, status.state)
end

return results
