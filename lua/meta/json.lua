---@meta json

--- JSON texts: `local json = require "json"`. A script's own json.lua comes first.
---
--- A null becomes `json.null`, as no table of Lua can hold nil. Integers of 64 bits stay integers.
--- A decoded object or array that is empty stays one when it is written again.
local json = {}

--- Stands for null in tables; it is true for `if`, and `tostring` gives null.
json.null = {}

--- The value of a JSON text: a table, a string, a number, a boolean or `json.null`. A text that is
--- no JSON gives nil and a message with line and column. Comments (`//` and `/* */`) are skipped,
--- and commas may be missing. Errors: invalid UTF-8, text after the value, some 60,000 levels.
---
--- ```lua
--- local config = assert(json.decode('{"command": ["sleep", "10"], "restart": true}'))
--- ```
---@param text string
---@return any value
---@return string? message
function json.decode(text) end

---@class json.EncodeOptions
---@field indent? boolean one line for each item

--- The JSON text of a value, with the keys of objects in order. A table whose keys are 1 to n, or
--- none, is an array; any other an object, whose numbers become texts. A string that is not UTF-8
--- gives nil and a message. What has no JSON form is misuse and raised: functions, NaN, infinity, a
--- table that contains itself, more than 10,000 levels.
---
--- ```lua
--- print(json.encode({ name = "web", pid = 7 })) --> {"name":"web","pid":7}
--- ```
---@param value any
---@param options? json.EncodeOptions
---@return string? text
---@return string? message
function json.encode(value, options) end

return json
