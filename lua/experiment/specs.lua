-- describe, it, before_each, after_each and pending: collects the experiments of a file and runs
-- them in order.

local assertions = require("experiment.assert")
local box = require("experiment.box")

-- A file may replace the globals; what decides about its results does not use them.
local error, getmetatable, ipairs, pcall, select, setmetatable, tostring, type, xpcall =
  error, getmetatable, ipairs, pcall, select, setmetatable, tostring, type, xpcall
local concat, insert, find, gsub = table.concat, table.insert, string.find, string.gsub
local getinfo, clock = debug.getinfo, process.clock
local Failure, close_all = assertions.Failure, box.close_all

local specs = {}

--- The error that `pending` raises inside an experiment.
local Pending = {
  __tostring = function(self)
    return self.reason
  end,
}

--- Collects what a chunk declares. A group has a name, hooks and items. Afterwards nothing can be
--- declared, and `pending` skips the experiment that calls it.
local function collect(chunk)
  local root = { items = {}, before = {}, after = {} }
  local group = root
  local function check(form, ...)
    if not group then
      error(form .. " inside an experiment: declare it outside", 3)
    end
    for index, kind in ipairs(find(form, "name") and { "string", "function" } or { "function" }) do
      if type((select(index, ...))) ~= kind then
        error(form .. " expected", 3)
      end
    end
  end
  function _G.describe(name, fn)
    check("describe(name, function)", name, fn)
    local outer = group
    group = { name = name, outer = outer, items = {}, before = {}, after = {} }
    insert(outer.items, group)
    fn()
    group = outer
  end
  function _G.it(name, fn)
    check("it(name, function)", name, fn)
    insert(group.items, { name = name, fn = fn, group = group })
  end
  -- As in busted, the reason may be a function, which is not called.
  function _G.pending(name, reason)
    if type(name) ~= "string" then
      error("pending(name, reason or function) expected", 2)
    elseif not group then
      error(setmetatable({ reason = name }, Pending), 0)
    end
    reason = type(reason) == "string" and reason or "pending"
    insert(group.items, { name = name, reason = reason, group = group })
  end
  function _G.before_each(fn)
    check("before_each(function)", fn)
    insert(group.before, fn)
  end
  function _G.after_each(fn)
    check("after_each(function)", fn)
    insert(group.after, fn)
  end
  assertions.export()
  chunk()
  group = nil
  return root
end

--- Returns the groups that contain an item, the outermost first.
local function groups_of(item)
  local groups, group = {}, item.group
  while group do
    insert(groups, 1, group)
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
  return concat(names, ": ")
end

--- Runs an item with its hooks. Returns whether none of them failed, and the first problem.
local function run_with_hooks(item, handler)
  local groups = groups_of(item)
  local ok, problem = xpcall(function()
    for _, group in ipairs(groups) do
      for _, hook in ipairs(group.before) do
        hook()
      end
    end
    item.fn()
  end, handler)
  -- As in busted, these run after a failure too. The first problem is the one that is reported.
  for index = #groups, 1, -1 do
    for _, hook in ipairs(groups[index].after) do
      local hook_ok, hook_problem = xpcall(hook, ok and handler or tostring)
      if ok and not hook_ok then
        ok, problem = false, hook_problem
      end
    end
  end
  return ok, problem
end

--- Returns the position of an error in the file of the experiment.
local function place(source)
  for level = 3, 40 do
    local info = getinfo(level, "Sl")
    if not info then
      return nil
    elseif info.source == source then
      return info.short_src .. ":" .. info.currentline .. ": "
    end
  end
end

--- Runs one experiment. Returns its verdict (pass, fail, broken or skipped) and the reason.
local function run_one(item, source)
  local verdict, why
  local ok, first = run_with_hooks(item, function(problem)
    local where = place(source) or ""
    if getmetatable(problem) == Pending then
      verdict, why = "skipped", problem.reason
    elseif getmetatable(problem) == Failure then
      verdict, why = "fail", where .. problem.message
    else
      -- The line of the experiment replaces that of a module of sigbox.
      verdict, why = "broken", "the experiment raised an error"
      local text = gsub(tostring(problem), "^experiment%.?%l*:%d+: ", "")
      text = gsub(text, "^luassert[%.%l]*:%d+: ", "")
      if not source then
        text = gsub(text, "^[%w./-]+:%d+: ", "")
      end
      why = find(text, "^[^\n]-:%d+: ") and text or where .. text
    end
  end)
  if not ok and not verdict then
    -- Out of memory, no handler is called.
    verdict, why = "broken", type(first) == "string" and first or "the experiment did not end"
  end
  local closed, problem = pcall(close_all)
  if not closed and not verdict then
    verdict, why = "broken", tostring(problem)
  end
  return verdict or "pass", why
end

--- Calls a function for each item until it returns true.
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
---@param chunk function declares the experiments
---@param source? string its source as in debug.getinfo; nil if messages have no line numbers
---@param options { filter?: string, stops?: boolean, declare?: fun(count: integer),
---  tell: fun(result: table) }
---  `stops`: stop after the first experiment that does not pass
---  `declare`: is called before the first, with the number of all
function specs.run(chunk, source, options)
  local items, count = {}, 0
  each(collect(chunk), function(item)
    if not options.filter or find(full_name(item), options.filter) then
      count = count + 1
      items[count] = item
    end
  end)
  if options.declare then
    options.declare(count)
  end
  each({ items = items }, function(item)
    local name = full_name(item)
    if item.reason then
      options.tell({ name = name, verdict = "skipped", message = item.reason, seconds = 0 })
      return
    end
    local began = clock()
    local verdict, why = run_one(item, source)
    options.tell({
      name = name, verdict = verdict, message = why, seconds = clock() - began,
    })
    return options.stops and verdict ~= "pass"
  end)
end

return specs
