-- The globals `assert`, `spy`, `stub`, `mock` and `match` of experiments: those of luassert, as in
-- busted. luassert is loaded by the first use of one of them.

local show = require("sigbox.inspect")

--- A failed assertion. Any other error means that the experiment itself is broken.
local Failure = {
  __tostring = function(self)
    return self.message
  end,
}

--- Returns a table that stands for a value, which a function returns when it is first needed.
local function lazy(value)
  return setmetatable({}, {
    __index = function(_, key)
      return value()[key]
    end,
    __newindex = function(_, key, field)
      value()[key] = field
    end,
    __call = function(_, ...)
      return value()(...)
    end,
  })
end

local assertions = lazy(function()
  return require("experiment.luassert").assert()
end)

-- `assert` of a true value needs nothing of luassert.
local metatable = getmetatable(assertions)
local call = metatable.__call
function metatable.__call(self, value, ...)
  if value then
    return value, ...
  end
  return call(self, value, ...)
end

-- Experiments may also require the modules of luassert by name.
setmetatable(package.preload, {
  __index = function(_, module)
    if module == "say" or module == "luassert" or module:find("^luassert%.") then
      return require("experiment.luassert").loader(module)
    end
  end,
})

--- Sets the globals.
local function export()
  _G.assert = assertions
  for _, name in ipairs({ "spy", "stub", "mock", "match" }) do
    _G[name] = lazy(function()
      require("experiment.luassert").complete()
      return require("luassert." .. name)
    end)
  end
end

return { table = assertions, export = export, Failure = Failure, show = show }
