-- The exit status of an init, from that of its child.

local status = {}

local remapped = {}

--- Exits with other codes than the child's, as { [143] = 0 }.
---@param map table<integer, integer>
function status.remap(map)
  for from, to in pairs(map) do
    for _, code in ipairs({ from, to }) do
      if math.type(code) ~= "integer" or code < 0 or code > 255 then
        error("an exit code is an integer from 0 to 255, not " .. tostring(code), 2)
      end
    end
    remapped[from] = to
  end
end

--- The exit status for how a child ended: its code, or 128 and the signal, remapped.
---@param ended process.Ended
---@return integer status
function status.status(ended)
  return remapped[ended.status] or ended.status
end

return status
