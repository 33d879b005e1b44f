-- Kinds of arguments. A kind is a name such as "seconds", a list of texts to choose from, or a
-- table with the kind of each option.

local spelling = require("sigbox.spelling")

local kinds = {}

---@alias kinds.Kind string|string[]|table<string, kinds.Kind>

local function shown(value)
  return type(value) == "string" and "'" .. value .. "'" or tostring(value)
end

local function expected(label, what, value)
  return label .. ": " .. what .. " expected, got " .. type(value)
end

--- Returns the reason in an error message about an argument, without the function and position.
---@param message string
function kinds.reason(message)
  return message:match("^.-bad argument #%d+ to '[^']*' %((.*)%)$") or message
end

--- Returns the number of a signal, or nil and the reason why it is invalid.
local function number(which)
  local known, result = pcall(signal.number, which)
  if known then
    return result
  end
  return nil, kinds.reason(result)
end

--- Returns the numbers of a signal, of a list of signals or of a set, or nil and the reason why it
--- is invalid.
---@param set signal.Set
---@return integer[]? numbers
---@return string? why
function kinds.numbers(set)
  if type(set) ~= "table" then
    local found, why = number(set)
    return found and { found }, why
  end
  local numbers = {}
  for key, value in pairs(set) do
    local in_list = math.type(key) == "integer"
    if not in_list and type(value) ~= "boolean" then
      return nil, "a set of signals has true for each name, not " .. shown(value)
    end
    local found, why = number(in_list and value or key)
    if not found then
      return nil, why
    end
    numbers[#numbers + 1] = (in_list or value) and found or nil
  end
  return numbers
end

local function number_from_zero(value, label)
  if type(value) ~= "number" then
    return expected(label, "number", value)
  elseif value ~= value or value < 0 then
    return label .. " must be 0 or more, not " .. value
  end
end

local function pid(value, label)
  if math.type(value) ~= "integer" then
    return expected(label, "pid", value)
  elseif value < 1 then
    return label .. ": a pid is 1 or more, not " .. value
  end
end

local function exit_code(value)
  if math.type(value) ~= "integer" or value < 0 or value > 255 then
    return "an exit code is an integer from 0 to 255, not " .. shown(value)
  end
end

local function of_type(name)
  return function(value, label)
    return type(value) ~= name and expected(label, name, value) or nil
  end
end

--- Returns a check of a table that checks each key and value.
local function of_pairs(what, wrong_pair)
  return function(value, label)
    if type(value) ~= "table" then
      return expected(label, what, value)
    end
    for key, each in pairs(value) do
      local wrong = wrong_pair(key, each, label)
      if wrong then
        return wrong
      end
    end
  end
end

-- Each function returns nil for a value of its kind, otherwise the reason why it is invalid.
local named = {
  any = function() end,
  boolean = of_type("boolean"),
  string = of_type("string"),
  -- process.spawn checks its words and options.
  command = of_type("table"),
  seconds = number_from_zero,
  pid = pid,
  pids = of_pairs("list of pids", function(key, value, label)
    return math.type(key) ~= "integer" and label .. ": list of pids expected, as { first, second }"
      or pid(value, label)
  end),
  codes = of_pairs("table", function(from, to)
    return exit_code(from) or exit_code(to)
  end),
  rewrites = of_pairs("table", function(from, to)
    return select(2, number(from)) or to and select(2, number(to))
  end),
}

function named.count(value, label)
  local wrong = number_from_zero(value, label)
  if not wrong and not math.tointeger(value) and value ~= math.huge then
    return label .. ": number has no integer representation"
  end
  return wrong
end

function named.deadline(value, label)
  if type(value) ~= "number" or value ~= value then
    return expected(label, "time on process.clock", value)
  end
end

function named.signal(value)
  return select(2, number(value))
end

function named.set(value)
  return select(2, kinds.numbers(value))
end

function named.ended(value, label)
  if type(value) ~= "table" then
    return expected(label, "table", value)
  elseif math.type(value.status) ~= "integer" then
    return label .. ": not the end of a child: it has no status"
  end
end

--- Returns a list as text: "a, b or c".
local function choice(words)
  local last = words[#words]
  return #words == 1 and last or table.concat(words, ", ", 1, #words - 1) .. " or " .. last
end

-- The names that other programs use for an option.
local synonyms = {
  backoff = "delay", interval = "delay", max = "times", retries = "times", timeout = "grace",
  signals = "stops",
}

local function unknown_option(key, options)
  local names = {}
  for name in pairs(options) do
    names[#names + 1] = name
  end
  table.sort(names)
  local meant = spelling.nearest(tostring(key), options) or options[synonyms[key]] and synonyms[key]
  return "unknown option " .. shown(key) .. ": "
    .. (meant and "did you mean '" .. meant .. "'? " or "") .. "use " .. choice(names)
end

local function wrong_choice(texts, value, label)
  local quoted = {}
  for index, text in ipairs(texts) do
    if value == text then
      return nil
    end
    quoted[index] = '"' .. text .. '"'
  end
  return label .. " must be " .. choice(quoted) .. ", not " .. shown(value)
end

--- Returns the reason why a value is not of a kind, nil if it is.
---@param kind kinds.Kind
---@param value any
---@param label string
---@return string? why
function kinds.wrong(kind, value, label)
  if type(kind) == "string" then
    return named[kind](value, label)
  elseif kind[1] then
    return wrong_choice(kind, value, label)
  end
  return of_pairs("table", function(key, each)
    return not kind[key] and unknown_option(key, kind)
      or kinds.wrong(kind[key], each, "option " .. key)
  end)(value, label)
end

return kinds
