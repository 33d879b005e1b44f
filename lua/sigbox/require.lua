-- What a script finds as `arg`, `package` and `require`: modules as text, never a C library.

local directory, name, arguments = ...
local modules = modules
_G.modules = nil

arg = arguments
arg[0] = name

package = {
  loaded = { signal = signal, process = process, terminal = terminal },
  preload = {},
  path = directory == "" and "" or directory .. "/?.lua;" .. directory .. "/?/init.lua",
}
for _, module in ipairs(modules.names()) do
  package.preload[module] = function(...)
    return assert(load(modules.text(module), "=" .. module, "t"))(...)
  end
end
for _, library in ipairs({ "coroutine", "debug", "io", "math", "os", "string", "table", "utf8" }) do
  package.loaded[library] = _G[library]
end
package.loaded._G, package.loaded.package = _G, package

-- Left out, for they do harm in an init: each says what takes its place.
for left_out, instead in pairs({
  ["os.exit"] = "process.exit", ["os.execute"] = "process.spawn and process.wait",
  ["io.popen"] = "process.spawn with stdout = a pipe of process.pipe",
  dofile = "require", loadfile = "require",
}) do
  local library, field = left_out:match("^(%w+)%.(%w+)$")
  local home = library and _G[library] or _G
  home[field or left_out] = function()
    error(left_out .. " is left out: use " .. instead, 2)
  end
end

--- Finds `module` on package.path: a loader and the file's name, or what was tried.
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
  end
  return nil, table.concat(tried)
end

--- The module `module`: what its file returned when it was first asked for.
function require(module)
  local loaded = package.loaded[module]
  if loaded ~= nil then
    return loaded
  end
  local loader, origin = package.preload[module], ":preload:"
  if not loader then
    loader, origin = search(module)
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
