-- The assertions of sigbox about signals, processes and boxes, registered with luassert.

local words = require("experiment.words")

local assertions = {}

-- What each assertion is called with after registration; luassert's own assert.
local assert

--- Fails unless an argument is a table.
local function check(name, position, what, value)
  local say = require("say")
  assert(type(value) == "table", say("assertion.internal.badargtype",
    { position, name, what, require("sigbox.inspect")(value) }))
end

--- Replaces the arguments by what the message has, in the order of the message.
local function tell(arguments, ...)
  arguments.n, arguments.nofmt = select("#", ...), {}
  for index = 1, arguments.n do
    arguments[index], arguments.nofmt[index] = tostring((select(index, ...))), true
  end
end

--- Describes the end of a process or the effect of a signal: "exited 2", "killed KILL", "dropped".
local function outcome(result)
  local how = result.verdict or (result.code and "exited" or "killed")
  if how == "exited" then
    return "exited " .. tostring(result.code)
  end
  return how == "killed" and "killed " .. tostring(result.signal) or how
end

--- The effect of a signal: "dropped", "exited" or "exited 2", "killed" or "killed TERM" and so on.
function assertions.effect(state, arguments)
  local expected, effect, label = table.unpack(arguments, 1, 3)
  check("effect", 2, "the effect of a signal", effect)
  state.failure_message = label or rawget(state, "failure_message")
  local seen = outcome(effect)
  tell(arguments, expected, seen, words.reason(tostring(effect.reason)))
  return seen == expected or effect.verdict == expected, { effect }
end

--- Returns an assertion about the end of a process.
local function ending(name, how)
  return function(state, arguments)
    local detail, ended, label = table.unpack(arguments, 1, 3)
    check(name, 2, "the end of a process", ended)
    state.failure_message = label or rawget(state, "failure_message")
    local expected, seen = how .. " " .. tostring(detail), outcome(ended)
    tell(arguments, expected, seen)
    return seen == expected, { ended }
  end
end

--- The end of a process with an exit code.
assertions.exited = ending("exited", "exited")

--- The end of a process by a signal.
assertions.killed = ending("killed", "killed")

--- A box whose PID 1 is alive.
function assertions.alive(state, arguments)
  local box, label = table.unpack(arguments, 1, 2)
  check("alive", 1, "a box", box)
  state.failure_message = label or rawget(state, "failure_message")
  local alive = box:alive()
  tell(arguments, alive and "" or outcome(box:wait(0)))
  return alive, { box }
end

--- A box whose PID 1 has ended.
function assertions.ended(state, arguments)
  local box, label = table.unpack(arguments, 1, 2)
  check("ended", 1, "a box", box)
  state.failure_message = label or rawget(state, "failure_message")
  local alive = box:alive()
  tell(arguments, alive and "" or outcome(box:wait(0)))
  return not alive, { box }
end

--- A number that is not greater than a limit.
function assertions.at_most(state, arguments)
  local limit, number, label = table.unpack(arguments, 1, 3)
  state.failure_message = label or rawget(state, "failure_message")
  arguments.n = 2
  return type(number) == "number" and number <= limit, { number }
end

local own = {}

--- Registers all of them.
function own.register(luassert)
  assert = luassert
  for name, callback in pairs(assertions) do
    luassert:register("assertion", name, callback,
      "assertion." .. name .. ".positive", "assertion." .. name .. ".negative")
  end
end

return own
