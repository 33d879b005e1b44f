-- The script of `sigbox repl`: runs lines, shows their results, and completes names.
--
-- The arguments are the init of the first box, or an empty text and a command. The current box is
-- the global `box`.

local program = ...
local command = { select(2, ...) }

local tell, listen = require("experiment.host")()
local assertions = require("experiment.assert")
local boxes_of = require("experiment.box")

experiment = require("experiment")
assertions.export()

--- Closes the current box and makes another: new("go"), new(function() ... end), new({ "sh" }).
function _G.new(what, options)
  boxes_of.close_all()
  box = experiment.box(what, options)
  return box
end

local function show(value)
  if getmetatable(value) == boxes_of.Box then
    return "a box: " .. (value:alive() and "PID 1 is alive" or "PID 1 has ended")
  elseif type(value) == "table" and type(value[1]) == "table" then
    local lines = {}
    for index, item in ipairs(value) do
      lines[index] = assertions.show(item)
    end
    return table.concat(lines, "\n")
  end
  if type(value) == "table" and type(value.output) == "string" then
    -- The output of a command is shown as it is.
    local rest = {}
    for key, field in pairs(value) do
      rest[key] = key ~= "output" and field or nil
    end
    return assertions.show(rest) .. "\n" .. value.output:gsub("\n$", "")
  end
  return type(value) == "string" and value or assertions.show(value)
end

local HELP = [[
box is the current box:
  box:kill("TERM")       send a signal and show its effect; box:kill("TERM", "host")
  box:ps()               list its processes
  box:status()           show the /proc status of PID 1, with its signals
  box:exec({ "ps" })     run a command in it
  box:output()           show what PID 1 has written
new("go")                make another box: a built-in init, a script, { "cmd", "arg" }, a function
exit                     leave; also quit and Ctrl-D
Full reference: sigbox show experiment]]

--- Returns what a word such as `help` or `exit` does, nil for other texts.
local function meaning(text)
  local word = text:match("^%s*([%w.]+)%s*;?%s*$") or text:match("^%s*([%w.]+)%s*%b()%s*;?%s*$")
  local leaves = { exit = true, quit = true, ["os.exit"] = true, ["process.exit"] = true }
  return word == "help" and "help" or leaves[word] and "leave" or nil
end

--- Returns the message of an error, with the position in the line that was typed.
local function in_line(failure)
  local text = tostring(failure)
  local stripped = text:gsub("^experiment[%w./]*:%d+: ", "")
  for level = 3, 40 do
    local info = debug.getinfo(level, "Sl")
    if not info or stripped == text then
      break
    elseif info.source == "=repl" then
      return ("repl:%d: %s"):format(info.currentline, stripped)
    end
  end
  return stripped
end

--- Runs a text. Returns whether it is complete.
local function run(text)
  local chunk = load("return " .. text, "=repl", "t")
  local problem
  if not chunk then
    chunk, problem = load(text, "=repl", "t")
  end
  if not chunk then
    if problem:find("<eof>", 1, true) then
      return false
    end
    print(problem)
    return true
  end
  local results = table.pack(xpcall(chunk, in_line))
  for index = 2, results.n do
    print(results[1] and show(results[index]) or results[index])
  end
  return true
end

--- Returns the value of a path of names such as `box.number`, without calling anything.
local function value_of(path)
  local value = _G
  for name in path:gmatch("[%a_][%w_]*") do
    local meta = type(value) == "table" and getmetatable(value)
    value = type(value) == "table" and rawget(value, name)
      or meta and type(meta.__index) == "table" and rawget(meta.__index, name)
    if value == nil then
      return nil
    end
  end
  return value
end

--- Returns the last word of a text, and the names that complete it.
local function complete(text)
  local found = {}
  local quoted = text:match("[\"']([%w+-]*)$")
  local path, word = text:match("([%a_][%w_.:]*)[.:]([%w_]*)$")
  local names = {}
  if quoted then
    word = quoted
    for _, name in pairs(signal.list()) do
      names[quoted:find("%l") and name:lower() or name] = true
    end
  elseif path then
    local value = value_of(path)
    local meta = type(value) == "table" and getmetatable(value)
    for _, table_of in ipairs({ value, meta and meta.__index }) do
      for name in pairs(type(table_of) == "table" and table_of or {}) do
        names[name] = true
      end
    end
    for _, name in ipairs(path == "assert" and require("experiment.luassert").names() or {}) do
      names[name] = true
    end
  else
    word = text:match("([%a_][%w_]*)$") or ""
    names = _G
  end
  for name in pairs(names) do
    if type(name) == "string" and name:sub(1, #word) == word and not name:find("^_") then
      found[#found + 1] = name
    end
  end
  table.sort(found)
  return word, found
end

local ok, problem = pcall(new, program ~= "" and program or command[1] and command or "bash")
if not ok then
  tell({ kind = "failed", message = tostring(problem):gsub("^[%w./]+:%d+: ", "") })
  return 1
end
tell({ kind = "ready" })
while true do
  local message = listen()
  if not message then
    return 0
  elseif message.complete then
    local word, found = complete(message.complete)
    tell({ kind = "completion", word = word, names = table.concat(found, " ") })
  elseif meaning(message.text) == "leave" then
    tell({ kind = "leave" })
  elseif meaning(message.text) == "help" then
    print(HELP)
    tell({ kind = "done" })
  else
    tell({ kind = run(message.text) and "done" or "more" })
  end
end
