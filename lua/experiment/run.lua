-- Runs a file of experiments and reports the results. The arguments are the name of the file, its
-- text, the seed, and a pattern that the names of experiments must match.

local name, text, seed, filter = ...

local function tell(kind, fields)
  fields.kind = kind
  if fields.message then
    fields.message = fields.message:sub(1, 8000)
  end
  boxes.tell(fields)
end

local chunk, problem = load(text:gsub("^#[^\n]*", ""), "@" .. name, "t")
if not chunk then
  tell("broken", { message = problem })
  return 0
end

local is_pattern, wrong = pcall(string.find, "", filter)
if not is_pattern then
  tell("misuse", { message = ("invalid pattern '%s': %s"):format(filter, wrong) })
  return 0
end

math.randomseed(math.tointeger(seed))
local ok, message = xpcall(require("experiment.specs").run, function(failure)
  return tostring(failure)
end, chunk, "@" .. name, {
  filter = filter ~= "" and filter or nil,
  tell = function(result)
    tell("result", result)
  end,
})
if not ok then
  tell("broken", { message = message })
end
tell("end", {})
return 0
