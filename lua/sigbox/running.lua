-- Whole inits in one call: run a command, or keep it running.

local kinds = require("sigbox.kinds")
local routing = require("sigbox.routing")
local waiting = require("sigbox.waiting")
local stopping = require("sigbox.stopping")
local status = require("sigbox.status")

local running = {}

--- Runs a command with all signals forwarded, reaps, and gives the exit status for its end.
---@class init.RunOptions
---@field group? boolean forward to the whole group
---@field orphans? "leave"|"wait"|"kill" what becomes of what it leaves behind; leave when left out
---@field grace? number seconds from TERM to KILL for orphans, 10 when left out
---@param command process.Command
---@param options? init.RunOptions
---@return integer? status 127 for a command that is not there, 126 for one that cannot be run
function running.run(command, options)
  options = options or {}
  local child, message, errno = waiting.spawn(command)
  if not child then
    io.stderr:write(arg[0], ": ", message, "\n")
    return errno == "ENOENT" and 127 or 126
  end
  routing.forward(child, nil, { group = options.group })
  local ended = waiting.wait(child)
  if options.orphans == "wait" then
    waiting.wait_all()
  elseif options.orphans == "kill" then
    stopping.kill_orphans(options.grace)
  end
  return status.status(ended)
end

--- Starts a command again when it has ended, until it is asked to stop.
---@class init.RestartOptions
---@field when? "failure"|"always" failure, an end with another code than 0, when left out
---@field delay? number seconds before each start but the first, 1 when left out
---@field times? integer how often at most
---@field stops? signal.Set after which it is not started again; TERM, INT and QUIT when left out
---@field group? boolean forward to the whole group
---@param command process.Command
---@param options? init.RestartOptions
---@return process.Ended? ended the last end, nil when a start failed
---@return integer|string restarts how often it was started again, or the message
---@return string? errno
function running.restart(command, options)
  options = options or {}
  local stops = {}
  for _, number in ipairs(kinds.numbers(options.stops or { "TERM", "INT", "QUIT" })) do
    stops[number] = true
  end
  local asked = false
  waiting.observe(function(info)
    asked = asked or stops[info.signal]
  end)
  local restarts = 0
  while true do
    local child, message, errno = waiting.spawn(command)
    if not child then
      waiting.observe(nil)
      return nil, message, errno
    end
    routing.forward(child, nil, { group = options.group })
    local ended = waiting.wait(child)
    local again = not asked and (options.when == "always" or ended.code ~= 0)
      and restarts < (options.times or math.huge)
    local start = process.clock() + (options.delay or 1)
    while again and not asked and process.clock() < start do
      waiting.turn(start)
    end
    if not again or asked then
      waiting.observe(nil)
      return ended, restarts
    end
    restarts = restarts + 1
  end
end

return running
