-- Runs a file of experiments and reports the results. The arguments are the name of the file, its
-- text, the seed, and a pattern that the names of experiments must match.
--
-- The host counts: `declared` says how many results follow, and `end` that there are no more.

local name, text, seed, filter = ...

local tell_host = require("experiment.host")()
local specs = require("experiment.specs")

-- A file may replace the globals.
local sub, tostring = string.sub, tostring

local function tell(kind, fields)
  fields.kind = kind
  if fields.message then
    fields.message = sub(tostring(fields.message), 1, 8000)
  end
  tell_host(fields)
end

local chunk, problem = load(text:gsub("^#[^\n]*", ""), "@" .. name, "t")
if not chunk then
  tell("broken", { message = problem })
  tell("end", {})
  return 0
end

local is_pattern, wrong = pcall(string.find, "", filter)
if not is_pattern then
  tell("misuse", { message = ("invalid pattern '%s': %s"):format(filter, wrong) })
  return 0
end

math.randomseed(math.tointeger(seed))
local ok, message = xpcall(specs.run, function(failure)
  return tostring(failure)
end, chunk, "@" .. name, {
  filter = filter ~= "" and filter or nil,
  declare = function(count)
    tell("declared", { count = count })
  end,
  tell = function(result)
    tell("result", result)
  end,
})
if not ok then
  tell("broken", { message = message })
end
tell("end", {})
return 0
