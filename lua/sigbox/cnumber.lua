-- Decimal numbers as C reads them from text.

local cnumber = {}

--- A long: the nearest one where the digits say more. `digits` has nothing but a sign and digits.
local function long(digits)
  return math.tointeger(tonumber(digits))
    or (digits:sub(1, 1) == "-" and math.mininteger or math.maxinteger)
end

--- strtol(3) of a whole text: nil where something else is in it; an empty text is 0.
function cnumber.strtol(text)
  local digits = text:match("^%s*([+-]?%d+)$")
  return digits and long(digits) or text == "" and 0 or nil
end

--- An int, as atoi(3) and %d of sscanf(3) make it of a sign and digits: the low 32 bits.
function cnumber.int(digits)
  local low = long(digits) & 0xffffffff
  return low < 0x80000000 and low or low - 0x100000000
end

return cnumber
