local done = 0

local function work(info)
  done = done + 1
  print(info.name .. " " .. info.value)
end

local jobs = { "RTMIN", "RTMIN+1" }
signal.block(jobs, "TERM")

local asked = false
repeat
  local info = signal.wait()
  if info and info.name == "TERM" then
    asked = true
  elseif info then
    work(info)
  end
until asked

-- TERM comes before all real-time signals, so do the queued jobs now.
local info = signal.wait(jobs, 0)
while info do
  work(info)
  info = signal.wait(jobs, 0)
end
return done
