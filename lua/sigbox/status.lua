-- The exit status of an init, from that of its child.

local status = {}

local remapped = {}

--- Exits with other codes than the child's, as { [143] = 0 }.
---@param map table<integer, integer>
function status.remap(map)
  for from, to in pairs(map) do
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
