-- The exit status of an init, from how its child ended.

local status = {}

local remapped = {}

--- Replaces exit statuses, as in { [143] = 0 }.
function status.remap(map)
  for from, to in pairs(map) do
    remapped[from] = to
  end
end

--- Returns the exit status for the end of a child.
function status.status(ended)
  return remapped[ended.status] or ended.status
end

return status
