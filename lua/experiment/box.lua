-- Boxes of experiments as objects. The module boxes identifies them by numbers.

local words = require("experiment.words")

-- The functions of the host; see experiment.host.
local boxes

local Box = {}
Box.__index = Box

--- A process that was started in a box.
local Job = {}
Job.__index = Job

-- The boxes that are not closed.
local open = {}

-- The default time limit in seconds, which is longer than any of these calls takes.
local PATIENCE = 10

-- At most how many seconds it takes to make a box on an idle machine.
local USUAL = 0.05

-- How long it took to make all boxes, if time limits depend on it.
local made = { count = 0, seconds = 0, measures = false }

--- Returns a time limit, which is longer on a busy machine after `be_patient`.
local function within(seconds)
  local average = made.count > 0 and made.seconds / made.count or 0
  return (seconds or PATIENCE) * math.min(math.max(1, average / USUAL), 30)
end

--- Makes time limits longer on a busy machine, measured by how long it takes to make boxes.
local function be_patient()
  made.measures = true
end

--- Calls a function until it returns a true value. If the time is over, raises what `failure`
--- returns.
local function eventually(fn, seconds, failure)
  local deadline = process.clock() + within(seconds)
  while true do
    local result = table.pack(fn())
    if result[1] then
      return table.unpack(result, 1, result.n)
    end
    if process.clock() > deadline then
      error(failure(), 3)
    end
    boxes.pause(0.002)
  end
end

local function quoted(text)
  text = #text > 2000 and "..." .. text:sub(-2000) or text
  return text == "" and words.translate("nothing") or "\n" .. text
end

--- Calls a function of the host. Raises an error at the line of the caller's caller, whose
--- arguments start after the first `hidden` ones.
local function ask(hidden, name, ...)
  local results = table.pack(pcall(boxes[name], ...))
  if results[1] then
    return table.unpack(results, 2, results.n)
  end
  local message = tostring(results[2]):gsub("^experiment[%w./]*:%d+: ", "")
  message = message:gsub("^bad argument #(%d+) to '[%w_.]+'", function(position)
    return ("bad argument #%d to '%s'"):format(position - hidden, name)
  end)
  error(message, 3)
end

--- Makes a box. See experiment.box.
local function new(program, options)
  options = options or {}
  for name in pairs(options) do
    local known = {
      args = 1, source = 1, env = 1, ordinary = 1, terminal = 1, nest = 1, ready = 1, wait = 1,
    }
    if not known[name] then
      error("experiment.box: unknown option '" .. tostring(name) .. "'", 2)
    end
  end
  local began = process.clock()
  local box = setmetatable({
    number = ask(0, "open", {
      program = program, args = options.args, source = options.source, env = options.env,
      ordinary = options.ordinary, terminal = options.terminal, nest = options.nest,
    }),
  }, Box)
  if made.measures then
    made.count, made.seconds = made.count + 1, made.seconds + process.clock() - began
  end
  open[box] = true
  if options.ready then
    box:expect(options.ready)
  elseif options.wait ~= false and not boxes.ready(box.number) then
    local ended = boxes.wait(box.number, 0)
    error(words.say("the program ended before it was ready, with status %s; its output: %s",
      ended and ended.status or "?", quoted(box:output())), 2)
  end
  return box
end

--- Closes all boxes.
local function close_all()
  for box in pairs(open) do
    box:close()
  end
end

function Box:kill(signal, from)
  local effect, message = ask(1, "kill", self.number, tostring(signal), from)
  return effect or error(words.say("the signal was %s", message), 2)
end

function Box:send(signal, from, pid)
  return (ask(1, "send", self.number, tostring(signal), from, pid))
end

function Box:start(program)
  return setmetatable({ box = self, number = ask(1, "enter", self.number, program) }, Job)
end

function Box:exec(program, seconds)
  local job = setmetatable(
    { box = self, number = ask(1, "enter", self.number, program) }, Job)
  return job:wait(seconds)
end

function Job:wait(seconds)
  seconds = within(seconds)
  return ask(1, "visitor", self.box.number, self.number, seconds)
    or error(words.say("it did not end within %g s", seconds), 2)
end

function Box:orphan()
  return (ask(1, "orphan", self.number))
end

function Box:stop(options)
  options = options or {}
  local began = process.clock()
  local grace = within(options.grace)
  self:send(options.signal or "TERM", "host")
  local ended = boxes.wait(self.number, grace)
  local killed = not ended
  if killed then
    self:send("KILL", "host")
    ended = self:wait()
  end
  ended.killed, ended.seconds = killed, process.clock() - began
  return ended
end

function Box:wait(seconds)
  seconds = within(seconds)
  return ask(1, "wait", self.number, seconds)
    or error(words.say("PID 1 did not end within %g s; its output: %s",
      seconds, quoted(self:output())), 2)
end

function Box:alive()
  return ask(1, "wait", self.number, 0) == nil
end

function Box:status()
  return (ask(1, "status", self.number))
end

function Box:handled(signal_name)
  local counts = ask(1, "handled", self.number)
  if signal_name == nil then
    return counts
  end
  return counts[signal.list()[signal.number(signal_name)]] or 0
end

function Box:ps()
  return (ask(1, "processes", self.number))
end

function Box:children()
  local pids = {}
  for _, entry in ipairs(self:ps()) do
    if entry.parent == 1 then
      pids[#pids + 1] = entry.pid
    end
  end
  return pids
end

function Box:zombies()
  local count = 0
  for _, entry in ipairs(self:ps()) do
    count = count + (entry.state == "zombie" and 1 or 0)
  end
  return count
end

function Box:output()
  return (ask(1, "output", self.number))
end

function Box:expect(pattern, seconds)
  return eventually(function()
    local output = self:output()
    local found = table.pack(output:match(pattern))
    if found[1] then
      return table.unpack(found, 1, found.n)
    elseif not self:alive() and not self:output():match(pattern) then
      error(words.say("PID 1 ended, and its output does not match '%s': %s",
        pattern, quoted(output)), 4)
    end
  end, seconds, function()
    return words.say("the output did not match '%s' in time: %s", pattern, quoted(self:output()))
  end)
end

function Box:type(text)
  ask(1, "type", self.number, text)
end

function Box:resize(rows, columns)
  ask(1, "resize", self.number, rows, columns)
end

function Box:close()
  open[self] = nil
  boxes.close(self.number)
end

--- Sets the functions of the host.
local function connect(functions)
  boxes = functions
end

return {
  connect = connect, new = new, close_all = close_all, eventually = eventually,
  be_patient = be_patient, Box = Box, Job = Job,
}
