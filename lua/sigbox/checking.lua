-- Checks the arguments of sigbox.init. Like the modules in Swift, it raises an error that names the
-- public function, at the line of the script that called it.

local kinds = require("sigbox.kinds")

local checking = {}

---@class checking.Parameter
---@field [1] string name
---@field [2] kinds.Kind
---@field optional? boolean

-- The public names of functions that may be on the stack.
local public = {}

--- Returns the stack level of the script, as the caller counts, and the name of the public function
--- that the script called.
local function script()
  local level, name = 1, nil
  local frame
  repeat
    level = level + 1
    frame = debug.getinfo(level, "Sf")
    name = frame and public[frame.func] or name
  until not frame or frame.source:sub(1, 8) ~= "=sigbox."
  return level - 1, name
end

--- Raises an error at the line of the script.
---@param message string
function checking.fail(message)
  local level = script()
  error(message, level)
end

--- Raises an error about an argument of the public function that the script called.
---@param position integer
---@param why string
function checking.misuse(position, why)
  local level, name = script()
  error(("bad argument #%d to '%s' (%s)"):format(position, name, why), level)
end

--- Returns a function that checks its arguments and then calls `fn`. `name` is its public name.
---@generic F: function
---@param name string
---@param fn F
---@param ... checking.Parameter
---@return F
function checking.checked(name, fn, ...)
  local parameters = { ... }
  local function checked(...)
    for position, parameter in ipairs(parameters) do
      local value = (select(position, ...))
      local wrong = not (parameter.optional and value == nil)
        and kinds.wrong(parameter[2], value, parameter[1])
      if wrong then
        checking.misuse(position, wrong)
      end
    end
    return fn(...)
  end
  -- The tail call replaces the checking function on the stack.
  public[checked], public[fn] = name, name
  return checked
end

return checking
