-- What tostring gives for the tables that the modules signal and process return.

local describe = {}

-- The codes of CHLD, from 1: siginfo.h.
local CHANGES = { "exited", "killed by", "killed by", "trapped by", "stopped by", "continued by" }

--- `TERM from pid 3 (inside)`.
function describe.info(info)
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

--- `pid 5 exited 3`, `pid 5 killed by KILL`.
function describe.ended(ended)
  local event = tostring(ended.event)
  local detail = ended.code or ended.name and "by " .. tostring(ended.name)
  return ("pid %s %s"):format(ended.pid, event) .. (detail and " " .. detail or "")
end

--- `{HUP, TERM}`.
function describe.set(set)
  local names = {}
  for index, name in ipairs(set) do
    names[index] = tostring(name)
  end
  return "{" .. table.concat(names, ", ") .. "}"
end

--- `pid 1 (sigbox), sleeping`.
function describe.status(status)
  return ("pid %s (%s), %s"):format(status.pid, status.name, status.state)
end

return describe
