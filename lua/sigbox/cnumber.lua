-- Reads decimal numbers from text, as C does.

local cnumber = {}

--- Returns the nearest long. `digits` contains only a sign and digits.
local function long(digits)
  return math.tointeger(tonumber(digits))
    or (digits:sub(1, 1) == "-" and math.mininteger or math.maxinteger)
end

--- Reads a whole text as strtol(3) does. Returns nil if it contains anything else. An empty text is
--- 0.
function cnumber.strtol(text)
  local digits = text:match("^%s*([+-]?%d+)$")
  return digits and long(digits) or text == "" and 0 or nil
end

--- Reads a sign and digits as atoi(3) and %d of sscanf(3) do. Returns the low 32 bits as an int.
function cnumber.int(digits)
  local low = long(digits) & 0xffffffff
  return low < 0x80000000 and low or low - 0x100000000
end

return cnumber
