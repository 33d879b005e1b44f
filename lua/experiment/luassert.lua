-- Loads luassert and say, the assertions of busted, and adapts them to sigbox: failures are told
-- from errors, values are shown as sigbox shows them, and messages are in the reader's language.

local Failure = require("experiment.assert").Failure
local inspect = require("sigbox.inspect")
local messages = require("experiment.messages")
local text = require("sigbox.text")
local words = require("experiment.words")

local luassert = {}

-- The label of the assertion that was checked last, in the reader's language.
local label

--- Raises a failure, with its label on the same line.
local function fail(message)
  message = tostring(message or "assertion failed!")
  if label and message:sub(1, #label + 1) == label .. "\n" then
    message = messages.text("label"):format(label, message:sub(#label + 2))
  end
  error(setmetatable({ message = message }, Failure), 0)
end

--- Returns the metatable of a value, nil if it is hidden by something that is no table.
local function visible_metatable(value)
  local metatable = getmetatable(value)
  return type(metatable) == "table" and metatable or nil
end

-- What luassert needs and scripts do not have. Its debug.getmetatable sees no more than a script.
local environment = setmetatable({
  debug = {
    getinfo = debug.getinfo, traceback = debug.traceback,
    getmetatable = visible_metatable, setmetatable = setmetatable,
  },
}, { __index = _G })

-- The module that raises the failures; as in busted, it gets another `error`.
local failing = { ["luassert.assert"] = setmetatable({ error = fail }, { __index = environment }) }

-- Modules that sigbox has its own for: `format` and experiment.messages.
local replaced = { ["luassert.formatters"] = true, ["luassert.languages.en"] = true }

--- Returns the function of a module of luassert or say; nil if there is none of that name.
local function chunk(module)
  if replaced[module] then
    return function() end
  end
  local file = "sigbox.packages." .. module
  local source = text(file) or text(file .. ".init")
  return source and load(source, "=" .. module, "t", failing[module] or environment)
end

--- Returns a list of values as text, in parentheses.
local function format_list(list, count)
  local items = {}
  for index = 1, count do
    items[index] = require("luassert.state").format_argument(list[index])
  end
  return "(" .. table.concat(items, ", ") .. ")"
end

--- Returns a value as text.
local function format(value, options)
  local match = package.loaded["luassert.match"]
  if require("luassert.util").is_arglist(value) then
    return format_list(value, value.n)
  elseif match and match.is_matcher(value) then
    local list = value.arguments
    return (value.mod and "match.is_" or "match.is_not_") .. value.name .. format_list(list, list.n)
  end
  local depth = require("luassert.state").get_parameter("TableFormatLevel")
  return inspect(value, options and options.crumbs, depth)
end

--- Puts the expected value before the actual one, which luassert has first.
local function expected_first(arguments)
  local raw = arguments.nofmt or {}
  arguments[1], arguments[2] = arguments[2], arguments[1]
  raw[1], raw[2] = raw[2], raw[1]
  if raw[1] and type(arguments[1]) == "string" then
    arguments[1] = arguments[1]:gsub("^type ", "")
  end
end

--- Adapts the arguments of an assertion about errors.
local function error_arguments(arguments, raw)
  for index, word in pairs({ ["(no error)"] = "none", ["(error)"] = "any" }) do
    for position = 1, 2 do
      if raw[position] and arguments[position] == index then
        arguments[position] = messages.text(word)
      end
    end
  end
end

-- The assertions whose messages name the expected value first.
local comparing = {
  same = true, equal = true, equals = true, near = true, match = true, matches = true,
  ["true"] = true, ["false"] = true, ["nil"] = true, boolean = true, number = true, string = true,
  table = true, userdata = true, ["function"] = true, thread = true,
}
local raising = {
  error = true, errors = true, error_matches = true, error_match = true, matches_error = true,
  match_error = true,
}

--- Explains why two tables with the same contents are not equal.
local function explain_identity(arguments)
  local util = require("luassert.util")
  if type(arguments[1]) == "table" and util.deepcompare(arguments[1], arguments[2], true) then
    arguments[2] = messages.text("identity"):format(inspect(arguments[2]))
    arguments.nofmt = { [2] = true }
  end
end

--- Adapts an assertion.
local function adapt(name, assertion)
  local callback = assertion.callback
  function assertion.callback(state, arguments, level)
    local holds, results = callback(state, arguments, level)
    local given = rawget(state, "failure_message")
    if type(given) == "string" then
      luassert.check_label(given)
      state.failure_message = words.translate(given)
    end
    label = rawget(state, "failure_message")
    label = type(label) == "string" and label or nil
    if comparing[name] then
      expected_first(arguments)
      if name:find("^equal") and not holds then
        explain_identity(arguments)
      end
    elseif raising[name] then
      error_arguments(arguments, arguments.nofmt or {})
      if state.mod then
        expected_first(arguments)
      end
    end
    return holds, results
  end
end

--- Called with the label of each assertion, whether it holds or not.
function luassert.check_label() end

--- Gives say the messages of sigbox in place of those that came with luassert.
local function set_messages()
  local say = require("say")
  for language, texts in pairs(messages.assertions()) do
    say:set_namespace(language)
    for key, message in pairs(texts) do
      say:set("assertion." .. key, message)
    end
  end
  say:set_namespace(words.language)
end

local state = "new"

--- Loads what all assertions need.
local function prepare()
  state = "prepared"
  local assert = require("luassert.assert")
  local register = assert.register
  -- Adapts what is registered, by whatever module.
  function assert.register(self, namespace, name, ...)
    register(self, namespace, name, ...)
    if namespace == "assertion" then
      adapt(name:lower(), require("luassert.namespaces").assertion[name:lower()])
    end
  end
  require("luassert.assertions")
  require("luassert.modifiers")
  require("experiment.assertions").register(assert)
  assert:add_formatter(format)
  set_messages()
  setmetatable(require("luassert.namespaces").modifier, {
    __index = function(modifiers, name)
      if state == "prepared" and (name == "spy" or name == "stub" or name == "array") then
        luassert.complete()
        return rawget(modifiers, name)
      end
    end,
  })
end

--- Loads all of luassert. Few experiments have spies or matchers, and it takes half of the time.
function luassert.complete()
  if state == "new" then
    prepare()
  end
  if state == "prepared" then
    state = "complete"
    require("luassert")
    for _, part in ipairs({ "match", "spy", "stub", "mock" }) do
      require("luassert." .. part)
    end
    set_messages()
  end
end

--- Returns luassert's `assert`.
function luassert.assert()
  if state == "new" then
    prepare()
  end
  return require("luassert.assert")
end

--- Returns the loader of a module for an experiment that requires it by name; nil if there is none.
function luassert.loader(module)
  local fn = chunk(module)
  if fn and state == "new" then
    luassert.complete()
  end
  return fn and function(...)
    return package.loaded[module] or fn(...)
  end
end

--- Returns the names of all assertions, sorted.
---@return string[]
function luassert.names()
  luassert.complete()
  local names = {}
  for name in pairs(require("luassert.namespaces").assertion) do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

return luassert
