-- Sets up the globals of a script in addition to its modules: `arg`, `package` and `require`.

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
for _, library in ipairs({ "coroutine", "debug", "io", "math", "os", "string", "table", "utf8" }) do
  package.loaded[library] = _G[library]
end
package.loaded._G, package.loaded.package = _G, package

-- Removed because they are unsafe in an init. Each raises an error that names the alternative.
for left_out, instead in pairs({
  ["os.exit"] = "process.exit", ["os.execute"] = "process.spawn and process.wait",
  ["io.popen"] = "process.spawn with stdout = a pipe of process.pipe",
  dofile = "require", loadfile = "require",
}) do
  local library, field = left_out:match("^(%w+)%.(%w+)$")
  local home = library and _G[library] or _G
  home[field or left_out] = function()
    error(left_out .. " is not available: use " .. instead, 2)
  end
end

local load, find = load, nil

-- A field that a module does not have raises an error with a suggestion, instead of being nil. The
-- code for suggestions and for tostring is loaded when it is first needed.
local own = { signal = signal, process = process, terminal = terminal }
for module, functions in pairs(own) do
  setmetatable(functions, {
    __index = function(_, field)
      error(("%s.%s: %s"):format(module, field, require("sigbox.names")(own, module, field)), 2)
    end,
  })
end
for class, metatable in pairs(modules.classes) do
  function metatable.__tostring(value)
    return require("sigbox.results")[class](value)
  end
end

--- Returns what the file of a module returned when it was first required.
function require(module)
  -- Most scripts require no module.
  find = find or load(modules.text("sigbox.require"), "=sigbox/require", "t")(modules)
  return find(module)
end
