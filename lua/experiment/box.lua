-- A box of an experiment as an object, on the numbers of the module boxes.

local Box = {}
Box.__index = Box

--- A process that was sent into a box.
local Job = {}
Job.__index = Job

-- All boxes that are not closed.
local open = {}

-- Where nobody says how long: longer than anything here takes, on the busiest machine.
local PATIENCE = 10

--- Calls a function until it returns something true, or raises what `failure` returns.
local function eventually(fn, seconds, failure)
  local deadline = process.clock() + (seconds or PATIENCE)
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
  return text == "" and "nothing" or "\n" .. text
end

--- Makes a box; see experiment.box.
local function new(program, options)
  options = options or {}
  for name in pairs(options) do
    local known = { args = 1, source = 1, env = 1, ordinary = 1, terminal = 1, ready = 1, wait = 1 }
    if not known[name] then
      error("experiment.box: unknown option '" .. tostring(name) .. "'", 2)
    end
  end
  local box = setmetatable({
    number = boxes.open({
      program = program, args = options.args, source = options.source, env = options.env,
      ordinary = options.ordinary, terminal = options.terminal,
    }),
  }, Box)
  open[box] = true
  if options.ready then
    box:expect(options.ready)
  elseif options.wait ~= false and not boxes.ready(box.number) then
    local ended = boxes.wait(box.number, 0)
    error("the program ended before it was ready, with status " .. (ended and ended.status or "?")
      .. "; it wrote " .. quoted(box:output()), 2)
  end
  return box
end

--- Ends all boxes that are open.
local function close_all()
  for box in pairs(open) do
    box:close()
  end
end

function Box:kill(signal, from)
  local effect, message = boxes.kill(self.number, tostring(signal), from)
  return effect or error("the signal was " .. message, 2)
end

function Box:send(signal, from, pid)
  return boxes.send(self.number, tostring(signal), from, pid)
end

function Box:start(program)
  return setmetatable({ box = self, number = boxes.enter(self.number, program) }, Job)
end

function Box:exec(program, seconds)
  return self:start(program):wait(seconds)
end

function Job:wait(seconds)
  seconds = seconds or PATIENCE
  return boxes.visitor(self.box.number, self.number, seconds)
    or error(("it has not ended within %g s"):format(seconds), 2)
end

function Box:orphan()
  return boxes.orphan(self.number)
end

function Box:stop(options)
  options = options or {}
  local began = process.clock()
  local grace = options.grace or 10
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
  seconds = seconds or PATIENCE
  return boxes.wait(self.number, seconds)
    or error(("PID 1 has not ended within %g s; it wrote %s"):format(
      seconds, quoted(self:output())), 2)
end

function Box:alive()
  return boxes.wait(self.number, 0) == nil
end

function Box:status()
  return boxes.status(self.number)
end

function Box:handled(signal_name)
  local counts = boxes.handled(self.number)
  if signal_name == nil then
    return counts
  end
  return counts[signal.list()[signal.number(signal_name)]] or 0
end

function Box:ps()
  return boxes.processes(self.number)
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
  return boxes.output(self.number)
end

function Box:expect(pattern, seconds)
  return eventually(function()
    local output = self:output()
    local found = table.pack(output:match(pattern))
    if found[1] then
      return table.unpack(found, 1, found.n)
    elseif not self:alive() and not self:output():match(pattern) then
      error(("PID 1 has ended, and '%s' is not in what it wrote: %s"):format(
        pattern, quoted(output)), 4)
    end
  end, seconds, function()
    return ("'%s' did not come; it wrote %s"):format(pattern, quoted(self:output()))
  end)
end

function Box:type(text)
  boxes.type(self.number, text)
end

function Box:resize(rows, columns)
  boxes.resize(self.number, rows, columns)
end

function Box:close()
  open[self] = nil
  boxes.close(self.number)
end

return { new = new, close_all = close_all, eventually = eventually, Box = Box }
