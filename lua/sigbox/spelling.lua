-- Which of several names was meant by one that is misspelt.

local spelling = {}

--- How many letters to change, insert, leave out or swap for one word to become the other.
local function distance(a, b)
  local before, row = {}, {}
  for j = 0, #b do
    row[j] = j
  end
  for i = 1, #a do
    local next_row = { [0] = i }
    for j = 1, #b do
      local same = a:byte(i) == b:byte(j) and 0 or 1
      next_row[j] = math.min(row[j] + 1, next_row[j - 1] + 1, row[j - 1] + same)
      if i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j) then
        next_row[j] = math.min(next_row[j], before[j - 2] + 1)
      end
    end
    before, row = row, next_row
  end
  return row[#b]
end

--- The name that is spelled nearly so, the first in order; nil if none is near.
---@param name string
---@param candidates table<string, any> names as keys
---@return string? nearest
function spelling.nearest(name, candidates)
  local least, found = math.min(2, #name // 3), nil
  for candidate in pairs(candidates) do
    local steps = distance(name, candidate)
    if steps < least or steps == least and not (found and found < candidate) then
      least, found = steps, candidate
    end
  end
  return found
end

return spelling
