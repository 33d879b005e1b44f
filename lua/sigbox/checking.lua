-- Checks the arguments of sigbox.init as the modules check theirs: misuse is raised, names the
-- public function, and its position is the line of the script that called it.

local kinds = require("sigbox.kinds")

local checking = {}

---@class checking.Parameter
---@field [1] string name
---@field [2] kinds.Kind
---@field optional? boolean

-- The public name of each function that may be on the stack.
local public = {}

--- The level of the script on the stack of the caller, and the public function that it called.
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

--- Raises misuse of the argument at a position of the public function that the script called.
---@param position integer
---@param why string
function checking.misuse(position, why)
  local level, name = script()
  error(("bad argument #%d to '%s' (%s)"):format(position, name, why), level)
end

--- A function under its public name that checks its arguments before it calls another.
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
  -- The function that is called takes the place of the one that checks on the stack.
  public[checked], public[fn] = name, name
  return checked
end

return checking
