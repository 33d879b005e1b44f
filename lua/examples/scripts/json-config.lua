-- A JSON configuration: services that are read from a file, logged as JSON, and reloaded by HUP.
--
-- HUP starts services that are new in the file, stops those that were removed, and leaves the
-- others alone. A file that is not JSON changes nothing. TERM stops all and ends. Argument: the
-- file.
--
--   sigbox run lua/examples/scripts/json-config.lua --send HUP --send TERM
--
-- You will see a line of JSON for each event: start, reload, stop and end.

local json = require "json"

local default = [[{
  "services": [
    { "name": "web", "command": ["sleep", "1000"], "stop": "QUIT", "grace": 2 },
    { "name": "once", "command": ["true"] } // TERM and 10 seconds if it does not say
  ]
}]]

local taken = { "HUP", "TERM", "INT", "CHLD" }
signal.block(taken) -- they stay pending while a service is started or stopped

local function log(event) print(assert(json.encode(event))) end

--- Returns the services of a text by name. Raises an error if the text is invalid.
local function parse(text)
  local wanted = {}
  for _, service in ipairs(assert(json.decode(text)).services) do
    assert(type(service.command[1]) == "string", "a service has a name and a command")
    service.stop = signal.number(service.stop or "TERM")
    wanted[service.name] = service
  end
  return wanted
end

local running = {} -- by name: command, pid, and when to send KILL after TERM

local function stop(service)
  if not service.deadline then
    log({ event = "stop", service = service.name })
    service.deadline = process.clock() + (tonumber(service.grace) or 10)
    signal.kill(-service.pid, service.stop)
  end
end

local function start(service)
  local command = table.move(service.command, 1, #service.command, 1, { mask = {}, group = true })
  local pid, message = process.spawn(command)
  log({ event = "start", service = service.name, error = message })
  service.pid = pid
  running[service.name] = pid and service
end

local function reload()
  local file = arg[1] and assert(io.open(arg[1]))
  local fine, wanted = pcall(parse, file and file:read("a") or default)
  if file then file:close() end
  if not fine then return log({ event = "reload", error = wanted }) end
  for name, service in pairs(running) do if not wanted[name] then stop(service) end end
  for name, service in pairs(wanted) do if not running[name] then start(service) end end
  log({ event = "reload" })
end

local stopping = false
reload()
repeat
  local nearest = math.huge
  for _, service in pairs(running) do nearest = math.min(nearest, service.deadline or math.huge) end
  local left = nearest < math.huge and math.max(0, nearest - process.clock()) or nil
  local info = signal.wait(taken, left)
  stopping = stopping or info and (info.name == "TERM" or info.name == "INT")
  if info and info.name == "HUP" and not stopping then reload() end
  local ends = process.reap("status")
  for name, service in pairs(running) do
    local status = ends[service.pid]
    if status then running[name] = nil log({ event = "end", service = name, status = status })
    elseif stopping then stop(service) end
    if (service.deadline or math.huge) <= process.clock() then signal.kill(-service.pid, "KILL") end
  end
until stopping and not next(running)
