-- Takes the module `boxes` from the script, so that only the code of sigbox has it.
--
-- The file of an experiment runs in the same interpreter. It must not reach the functions that
-- report results: not as a global, not in a module, and not by the stack that debug.getinfo shows.

local getinfo, running, find = debug.getinfo, coroutine.running, string.find
local select, tonumber, type = select, tonumber, type

--- debug.getinfo without the field `func` of functions of sigbox and of C: one of them on the stack
--- could be called.
local function getinfo_of_scripts(where, ...)
  local thread = type(where) == "thread" and where or nil
  local level = where
  if thread then
    level = ...
  end
  if type(level) ~= "function" then
    level = tonumber(level)
  end
  if type(level) ~= "number" then
    -- The caller has the function already, or this is an error.
    return getinfo(where, ...)
  end
  if not thread or thread == running() then
    level = level + 1
  end
  local what = select(thread and 2 or 1, ...)
  local info, place
  if thread then
    info, place = getinfo(thread, level, what), getinfo(thread, level, "S")
  else
    info, place = getinfo(level, what), getinfo(level, "S")
  end
  if info and (place.what == "C" or find(place.source, "^=experiment")) then
    info.func = nil
  end
  return info
end

--- Gives experiment.box the functions that make boxes, and returns the two that talk to the host:
--- tell and listen. Fails if it was called before.
return function()
  local boxes = _G.boxes
  _G.boxes = nil
  if type(boxes) ~= "table" then
    error("the module boxes has been taken", 2)
  end
  local tell, listen = boxes.tell, boxes.listen
  boxes.tell, boxes.listen = nil, nil
  local box = require("experiment.box")
  box.connect(boxes)
  box.connect = nil
  debug.getinfo = getinfo_of_scripts
  return tell, listen
end
