-- A value as a reader would write it: print(inspect(value)), with
-- local inspect = require("sigbox.inspect").

local DEEPEST = 3

local function inspect(value, depth)
  depth = depth or 0
  if type(value) == "string" then
    return (("%q"):format(value):gsub("\\\n", "\\n"))
  elseif type(value) ~= "table" or depth > DEEPEST then
    return tostring(value)
  end
  local parts, keys = {}, {}
  for index, item in ipairs(value) do
    parts[index] = inspect(item, depth + 1)
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
    parts[#parts + 1] = tostring(key) .. " = " .. inspect(value[key], depth + 1)
  end
  return #parts == 0 and "{}" or "{ " .. table.concat(parts, ", ") .. " }"
end

return inspect
