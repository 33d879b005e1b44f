-- describe, it, before_each, after_each and pending: collects the experiments of a file, and runs
-- them in order.

local assertions = require("experiment.assert")
local box = require("experiment.box")

local specs = {}

--- Collects what a chunk declares; a group has its name, its hooks and its items.
local function collect(chunk)
  local root = { items = {}, before = {}, after = {} }
  local group = root
  local function check(kind, name, fn)
    if type(name) ~= "string" or type(fn) ~= "function" then
      error(kind .. "(name, function) expected", 3)
    end
  end
  function _G.describe(name, fn)
    check("describe", name, fn)
    local outer = group
    group = { name = name, outer = outer, items = {}, before = {}, after = {} }
    table.insert(outer.items, group)
    fn()
    group = outer
  end
  function _G.it(name, fn)
    check("it", name, fn)
    table.insert(group.items, { name = name, fn = fn, group = group })
  end
  function _G.pending(name, reason)
    table.insert(group.items, { name = name, reason = reason or "pending", group = group })
  end
  function _G.before_each(fn)
    table.insert(group.before, fn)
  end
  function _G.after_each(fn)
    table.insert(group.after, fn)
  end
  _G.assert = assertions.table
  chunk()
  return root
end

--- The groups around an item, the outermost first.
local function groups_of(item)
  local groups, group = {}, item.group
  while group do
    table.insert(groups, 1, group)
    group = group.outer
  end
  return groups
end

local function full_name(item)
  local names = {}
  for _, group in ipairs(groups_of(item)) do
    names[#names + 1] = group.name
  end
  names[#names + 1] = item.name
  return table.concat(names, ": ")
end

local function run_with_hooks(item)
  local groups = groups_of(item)
  for _, group in ipairs(groups) do
    for _, hook in ipairs(group.before) do
      hook()
    end
  end
  item.fn()
  for index = #groups, 1, -1 do
    for _, hook in ipairs(groups[index].after) do
      hook()
    end
  end
end

--- Where in the experiment's own file an error came from.
local function place(source)
  for level = 3, 40 do
    local info = debug.getinfo(level, "Sl")
    if not info then
      return nil
    elseif info.source == source then
      return info.short_src .. ":" .. info.currentline .. ": "
    end
  end
end

--- Runs one experiment; its verdict, pass, fail or broken, and why.
local function run_one(item, source)
  local verdict, why = "pass", nil
  xpcall(run_with_hooks, function(problem)
    local where = place(source) or ""
    if getmetatable(problem) == assertions.Failure then
      verdict, why = "fail", where .. problem.message
    else
      -- The reader's own line, not one of this module's.
      local text = tostring(problem):gsub("^experiment%.?%l*:%d+: ", "")
      if not source then
        text = text:gsub("^[%w./-]+:%d+: ", "")
      end
      verdict, why = "broken", text:find("^[^\n]-:%d+: ") and text or where .. text
    end
  end, item)
  local closed, problem = pcall(box.close_all)
  if not closed and verdict == "pass" then
    verdict, why = "broken", tostring(problem)
  end
  return verdict, why
end

--- Calls a function for each item, until it returns true.
local function each(group, fn)
  for _, item in ipairs(group.items) do
    local stops
    if item.items then
      stops = each(item, fn)
    else
      stops = fn(item)
    end
    if stops then
      return true
    end
  end
end

--- Runs the experiments of a chunk.
---@param chunk function what declares them
---@param source? string the name of its source, as debug.getinfo gives it; nil for one of whose
---  lines nothing is said
---@param options { filter?: string, stops?: boolean, tell: fun(result: table) }
---  `stops`: the first that does not pass is the last
function specs.run(chunk, source, options)
  each(collect(chunk), function(item)
    local name = full_name(item)
    if options.filter and not name:find(options.filter) then
      return
    end
    if item.reason then
      options.tell({ name = name, verdict = "skipped", message = item.reason, seconds = 0 })
      return
    end
    local began = process.clock()
    local verdict, why = run_one(item, source)
    options.tell({
      name = name, verdict = verdict, message = why, seconds = process.clock() - began,
    })
    return options.stops and verdict ~= "pass"
  end)
end

return specs
