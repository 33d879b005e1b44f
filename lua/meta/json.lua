---@meta json

--- JSON: `local json = require "json"`. If the script has its own json.lua, `require` loads
--- that.
---
--- null becomes `json.null`, because tables cannot hold nil. 64-bit integers stay integers. An
--- empty object or array that was decoded is encoded as the same kind again.
local json = {}

--- Represents null in tables. It counts as true, and `tostring` returns "null".
json.null = {}

--- Decodes a JSON text. Returns a table, a string, a number, a boolean or `json.null`. If the text
--- is not JSON, returns nil and a message with the line and column. Comments (`//` and `/* */`) are
--- skipped, and commas may be missing. Errors: invalid UTF-8, text after the value, more than about
--- 60,000 levels.
---
--- ```lua
--- local config = assert(json.decode('{"command": ["sleep", "10"], "restart": true}'))
--- ```
---@param text string
---@return any value
---@return string? message
function json.decode(text) end

---@class json.EncodeOptions
---@field indent? boolean write each item on a separate line; default false

--- Encodes a value as JSON, with sorted keys. A table whose keys are 1 to n, or that is empty,
--- becomes an array. Any other table becomes an object, and its number keys become strings. If a
--- string is not UTF-8, returns nil and a message. Raises an error for a value that JSON cannot
--- represent: a function, NaN, infinity, a table that contains itself, more than 10,000 levels.
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
