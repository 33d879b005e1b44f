-- What experiments assert: `assert(value, message)` as in Lua, `assert.equal` and the like as in
-- busted, and what became of signals and boxes.

local words = require("experiment.words")

local assertions = {}

--- An assertion that did not hold, in contrast to an error of the experiment itself.
local Failure = {
  __tostring = function(self)
    return self.message
  end,
}

local show = require("sigbox.inspect")

local function fail(message, ...)
  error(setmetatable({ message = words.say(message, ...) }, Failure), 0)
end

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then
    return a == b
  end
  for key, value in pairs(a) do
    if not same(value, b[key]) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return true
end

--- Equal by ==.
function assertions.equal(expected, actual, message)
  if expected == actual then
    return actual
  end
  local hint = type(expected) == "table" and same(expected, actual)
    and words.translate(": two tables are equal only if they are one: use assert.same") or ""
  if message then
    fail("%s: expected %s, got %s", words.translate(message), show(expected), show(actual) .. hint)
  end
  fail("expected %s, got %s", show(expected), show(actual) .. hint)
end

--- Equal field by field.
function assertions.same(expected, actual)
  if not same(expected, actual) then
    fail("expected %s, got %s", show(expected), show(actual))
  end
  return actual
end

function assertions.is_true(value)
  return assertions.equal(true, value)
end

function assertions.is_false(value)
  return assertions.equal(false, value)
end

function assertions.is_nil(value)
  return assertions.equal(nil, value)
end

--- Neither nil nor false.
function assertions.truthy(value, message)
  if not value then
    fail(message and "%s" or "expected something true, got %s",
      message and words.translate(message) or show(value))
  end
  return value
end

--- A text in which a Lua pattern is found.
function assertions.matches(pattern, text)
  if type(text) ~= "string" or not text:find(pattern) then
    fail("expected a text with '%s', got %s", pattern, show(text))
  end
  return text
end

--- A text in which a Lua pattern is not found.
function assertions.no_match(pattern, text)
  if text:find(pattern) then
    fail("expected a text without '%s', got %s", pattern, show(text))
  end
end

--- A number of at most so much.
function assertions.at_most(limit, number)
  if number > limit then
    fail("expected at most %s, got %s", show(limit), show(number))
  end
  return number
end

--- A function that raises an error, with a Lua pattern in it where one is given.
function assertions.has_error(fn, pattern)
  local ok, message = pcall(fn)
  if ok then
    fail("expected an error, none was raised")
  elseif pattern then
    assertions.matches(pattern, tostring(message))
  end
  return message
end

--- How something ended or what a signal did, in words: "exited 2", "killed KILL", "dropped".
local function word(result)
  local how = result.verdict or (result.code and "exited" or "killed")
  if how == "exited" then
    return how .. " " .. result.code
  end
  return how == "killed" and how .. " " .. result.signal or how
end

--- The effect of a signal: "dropped", "exited" or "exited 2", "killed" or "killed TERM" and so on.
function assertions.effect(expected, effect)
  local seen = word(effect)
  if seen ~= expected and effect.verdict ~= expected then
    fail("expected %s, the kernel did: %s (%s)", expected, seen, words.reason(effect.reason))
  end
  return effect
end

--- The end of a process with an exit code.
function assertions.exited(code, ended)
  return assertions.equal("exited " .. code, word(ended)) and ended
end

--- The end of a process by a signal.
function assertions.killed(signal_name, ended)
  return assertions.equal("killed " .. signal_name, word(ended)) and ended
end

--- A box whose PID 1 lives.
function assertions.alive(box)
  if not box:alive() then
    fail("expected PID 1 to live, it has %s", word(box:wait(0)))
  end
  return box
end

--- A box whose PID 1 has ended.
function assertions.ended(box)
  if box:alive() then
    fail("expected PID 1 to have ended, it lives")
  end
  return box
end

setmetatable(assertions, {
  __call = function(_, value, message, ...)
    if not value then
      fail("%s", tostring(message == nil and "assertion failed!" or message))
    end
    return value, message, ...
  end,
})

return { table = assertions, Failure = Failure, show = show }
