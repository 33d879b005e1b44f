-- A process with given dispositions, mask and pending signals. The arguments are lists of numbers:
-- `caught=1,2 ignored=3 blocked=4 pending=4`.
--
-- It unblocks the signals whose numbers it reads from standard input.

local function nothing() end

local actions = {
  caught = function(number) signal.handle(number, nothing) end,
  ignored = signal.ignore,
  blocked = signal.block,
  pending = signal.raise,
}

for _, word in ipairs({ ... }) do
  local name, list = word:match("^(%l+)=(.*)$")
  for number in list:gmatch("%d+") do
    actions[name](tonumber(number))
  end
end

while true do
  local line = process.read(0, 100)
  for number in (line or ""):gmatch("%d+") do
    signal.unblock(tonumber(number))
  end
  if line == "" then process.sleep(1000) end
end
