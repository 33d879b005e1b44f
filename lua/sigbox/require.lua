-- Finds modules for `require`: only Lua text, never a C library.

local modules = ...

-- Parts of sigbox that are not modules for scripts.
local own = { ["sigbox.environment"] = true, ["sigbox.require"] = true }

-- The `assert` of experiments is not Lua's.
local assert = assert

local spelling = {}

--- Returns the name that is nearest to a mistyped one, nil if none is near.
---@param name string
---@param candidates table<string, any> names as keys
---@return string? nearest
function spelling.nearest(name, candidates)
  local names = {}
  for candidate in pairs(candidates) do
    names[#names + 1] = candidate
  end
  table.sort(names)
  return modules.nearest(name, names)
end

-- Modules without a file.
local made = { ["sigbox.spelling"] = spelling, ["sigbox.text"] = modules.text }

--- Returns the loader of a module that is part of sigbox, or nil.
local function embedded(module)
  if made[module] then
    return function() return made[module] end
  end
  local text = not own[module] and modules.text(module)
  return text and assert(load(text, "=" .. module, "t"))
end

-- Modules with a short name, unless the script has a file of that name.
local short = { json = "sigbox.json" }

--- Searches `module` on package.path. Returns a loader and the file name, or nil and the files
--- tried.
local function search(module)
  local tried = {}
  for template in package.path:gmatch("[^;]+") do
    local file_name = template:gsub("%?", (module:gsub("%.", "/")))
    local file = io.open(file_name, "rb")
    if file then
      local text = file:read("a")
      file:close()
      local loader, message = load(text, "@" .. file_name, "t")
      if not loader then
        error("cannot load module '" .. module .. "': " .. message, 3)
      end
      return loader, file_name
    end
    tried[#tried + 1] = "\n\tno file '" .. file_name .. "'"
    local advice = modules.advice(file_name)
    if advice then
      tried[#tried + 1] = ": " .. advice
    end
  end
  return nil, table.concat(tried)
end

return function(module)
  local loaded = package.loaded[module]
  if loaded ~= nil then
    return loaded
  end
  local loader, origin = package.preload[module] or embedded(module), ":preload:"
  if not loader then
    loader, origin = search(module)
  end
  if not loader and short[module] then
    loader, origin = function() return require(short[module]) end, ":preload:"
  end
  if not loader then
    error("module '" .. module .. "' not found:" .. origin, 2)
  end
  local result = loader(module, origin)
  if result ~= nil then
    package.loaded[module] = result
  elseif package.loaded[module] == nil then
    package.loaded[module] = true
  end
  return package.loaded[module], origin
end
