-- Does jobs that come as signals: RTMIN is an urgent job, RTMIN+1 a normal one, and the value is
-- the job's number. Complete the script: do urgent jobs first. On TERM, do the queued jobs, and
-- exit with the number of jobs done.

local done = 0

local function work(info)
  done = done + 1
  print(info.name .. " " .. info.value)
end

signal.handle("RTMIN", work)
signal.handle("RTMIN+1", work)
signal.handle("TERM", function() process.exit(done) end)

while true do signal.pause() end
