-- A shell with job control: process groups, the terminal's foreground, and Ctrl-Z.
--
-- Each command leads a process group. The signals of Ctrl-C and Ctrl-Z go to the foreground group
-- of the terminal, so they reach the command and not the shell. `command &`, `jobs`, `fg`, `bg` and
-- `exit` work as usual. `fg` and `bg` take the number of a job; the default is the latest job.
--
--   sigbox run -t lua/examples/scripts/job-control-shell.lua
--
-- Type `sleep 1000`, then Ctrl-Z, `jobs`, `fg` and Ctrl-C. You will see the job stop, continue and
-- end, and the shell ask for the next line each time.

-- The shell sets the foreground group from the background, which would send it TTOU.
signal.block("TTOU")

local jobs, status = {}, 0

--- Records how a job changed. Returns the job unless it continues to run.
local function note(change)
  for number, job in pairs(jobs) do
    if job.pid == change.pid then
      job.state = change.event
      if change.event == "exited" or change.event == "killed" then
        jobs[number] = nil
        status = change.status
      end
      if change.event ~= "exited" then
        print(("[%d] %s %s"):format(number, change.event, job.line))
      end
    end
  end
end

--- Waits until the job in the foreground stops or ends, then takes the terminal back.
local function wait_for(job)
  repeat
    local change = assert(process.wait(-job.pid, { stopped = true }))
    note(change)
  until change.pid == job.pid
  terminal.foreground(0, process.getpgid())
end

local function start(line)
  local words, background = {}, line:find("&%s*$")
  for word in line:gsub("&%s*$", ""):gmatch("%S+") do
    words[#words + 1] = word
  end
  words.group, words.foreground, words.mask = true, not background, {}
  local pid, message = process.spawn(words)
  if not pid then
    status = 127
    return print(message)
  end
  local job = { pid = pid, line = line, state = "running" }
  jobs[#jobs + 1] = job
  -- It has the terminal since its start: a CONT now could undo a quick Ctrl-Z.
  if not background then wait_for(job) end
end

local builtins = {}
function builtins.jobs()
  for number, job in pairs(jobs) do print(("[%d] %s %s"):format(number, job.state, job.line)) end
end
function builtins.fg(job)
  terminal.foreground(0, job.pid) signal.kill(-job.pid, "CONT") wait_for(job)
end
function builtins.bg(job) job.state = "running" signal.kill(-job.pid, "CONT") end
function builtins.exit(_, code) process.exit(tonumber(code) or status) end

while true do
  io.write("$ ") io.flush()
  local line = io.read()
  for _, change in ipairs(process.reap()) do note(change) end
  local name, number = (line or "exit"):match("^%s*(%S+)%s*(%S*)")
  local job = jobs[tonumber(number) or #jobs]
  if (name == "fg" or name == "bg") and not job then print(name .. ": no such job")
  elseif name and builtins[name] then builtins[name](job, number)
  elseif name then start(line) end
end
