-- Does jobs that come as signals: RTMIN urgent ones, RTMIN+1 normal ones, with their numbers as
-- values. Complete it: urgent jobs first, and at TERM what is queued, then the number of jobs done
-- as the exit code.

local done = 0

local function work(info)
  done = done + 1
  print(info.name .. " " .. info.value)
end

signal.handle("RTMIN", work)
signal.handle("RTMIN+1", work)
signal.handle("TERM", function() process.exit(done) end)

while true do signal.pause() end
