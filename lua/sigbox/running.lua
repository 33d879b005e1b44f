-- Complete inits: run a command once, or keep it running.

local kinds = require("sigbox.kinds")
local routing = require("sigbox.routing")
local waiting = require("sigbox.waiting")
local stopping = require("sigbox.stopping")
local status = require("sigbox.status")

local running = {}

--- Runs a command, forwards all signals to it, reaps, and returns the exit status.
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

--- Runs a command and restarts it when it ends, until a signal of `stops` arrives.
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
