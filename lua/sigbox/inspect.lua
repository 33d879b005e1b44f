-- Shows a value as Lua source: print(inspect(value)), with
-- local inspect = require("sigbox.inspect").

local DEEPEST = 3 -- levels of tables below the outermost one

--- Returns a number with as many digits as it takes to tell it from others.
local function number(value)
  local text = tostring(value)
  return (tonumber(text) == value or value ~= value) and text or ("%.17g"):format(value)
end

--- Shows a value.
---@param value any
---@param path? any[] the keys that lead to a field, the outermost last; each gets an asterisk
---@param deepest? integer how many levels of tables are shown below the outermost one: 3 if nil
---@return string
local function inspect(value, path, deepest, depth)
  depth = depth or 0
  if type(value) == "string" then
    return (("%q"):format(value):gsub("\\\n", "\\n"))
  elseif type(value) == "number" then
    return number(value)
  elseif type(value) ~= "table" or depth > (deepest or DEEPEST) then
    return tostring(value)
  end
  local marked = path and path[#path - depth]
  local function field(key)
    local on_path = marked ~= nil and key == marked
    return on_path and "*" or "", inspect(value[key], on_path and path or nil, deepest, depth + 1)
  end
  local parts, keys = {}, {}
  for index in ipairs(value) do
    local mark, text = field(index)
    parts[index] = mark .. text
  end
  for key in pairs(value) do
    if type(key) ~= "number" or key > #parts then
      keys[#keys + 1] = key
    end
  end
  table.sort(keys, function(a, b)
    return tostring(a) < tostring(b)
  end)
  for _, key in ipairs(keys) do
    local mark, text = field(key)
    parts[#parts + 1] = mark .. tostring(key) .. " = " .. text
  end
  return #parts == 0 and "{}" or "{ " .. table.concat(parts, ", ") .. " }"
end

return function(value, path, deepest)
  return inspect(value, path, deepest)
end
