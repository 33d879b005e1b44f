-- Module json: decodes and encodes JSON. lua/meta/json.lua documents it.
--
-- dkjson decodes. Encoding is done here, because dkjson writes { n = 3 } as [null,null,null],
-- floats with 14 digits, and keys in random order.

local checking = require("sigbox.checking")
local dkjson = require("sigbox.packages.dkjson")

local json = {}

-- How deep tables may be nested. Lua's stack has room for more.
local deepest = 10000

--- Represents null, because tables cannot hold nil.
json.null = setmetatable({}, { __tostring = function() return "null" end })

--- Returns the line and column of a byte, such as "line 1, column 5".
local function place(text, position)
  local before = text:sub(1, position - 1)
  local _, lines = before:gsub("\n", "")
  return ("line %d, column %d"):format(lines + 1, #before:match("[^\n]*$") + 1)
end

--- Returns metatables for decoded objects and arrays. They distinguish an empty object from an
--- empty array. While decoding, they refuse what dkjson accepts: { "key" 1 } and [ "key": 1 ].
local function metatables()
  local object, array = { __jsontype = "object" }, { __jsontype = "array" }
  function object.__newindex(table, key, value)
    if type(key) ~= "string" then
      local near = type(key) == "number" and type(value) == "string" and value or key
      error({ why = ('expected "key": value in an object, near %q'):format(tostring(near)) })
    end
    rawset(table, key, value)
  end
  function array.__newindex(table, key, value)
    if type(key) ~= "number" then
      error({ why = ("expected a value in an array, not a key, near %q"):format(tostring(key)) })
    end
    rawset(table, key, value)
  end
  return object, array
end

--- Calls dkjson's decode, and returns the message of an error instead of raising it.
local function scan(text)
  local object, array = metatables()
  local done, value, after, message = pcall(dkjson.decode, text, 1, json.null, object, array)
  object.__newindex, array.__newindex = nil, nil
  if done then
    return value, after, message
  elseif type(value) == "table" then
    return nil, nil, value.why
  elseif value:find("stack overflow", 1, true) then
    return nil, nil, "arrays and objects are nested too deeply"
  end
  error(value, 0)
end

--- Decodes a JSON text.
local function decode(text)
  local _, invalid = utf8.len(text)
  if invalid then
    return nil, "invalid UTF-8 at " .. place(text, invalid)
  end
  local value, after, message = scan(text)
  if message then
    return nil, message
  end
  -- Only white space and comments, which dkjson skips, may follow.
  if select(3, dkjson.decode(text, after)) ~= "no valid JSON value (reached the end)" then
    return nil, "unexpected text after the value at " .. place(text, text:find("%S", after))
  end
  return value
end

--- Ends the encoding, at any depth.
local function unfit(why)
  error({ why = why })
end

local function encode_number(number)
  if math.type(number) == "integer" then
    return ("%d"):format(number)
  elseif number ~= number or math.abs(number) == math.huge then
    unfit(number .. " has no JSON form")
  end
  local text
  for digits = 15, 17 do
    text = ("%." .. digits .. "g"):format(number)
    if tonumber(text) == number then
      break
    end
  end
  -- The locale may have another decimal point. A float stays a float.
  text = text:gsub("[^%de+-]", ".")
  return text:find("[.e]") and text or text .. ".0"
end

--- Returns the sorted texts of an object's keys, and the key of each text.
local function sorted_keys(object)
  local texts, keys = {}, {}
  for key in pairs(object) do
    local text = key
    if type(key) == "number" then
      text = encode_number(key)
    elseif type(key) ~= "string" then
      unfit("a key of a table is a string or a number, not a " .. type(key))
    end
    texts[#texts + 1], keys[text] = text, key
  end
  table.sort(texts)
  return texts, keys
end

--- Returns whether the keys of a table are 1 to n. An empty table is an array unless it was decoded
--- as an object.
local function is_array(value)
  local count = 0
  for _ in pairs(value) do
    count = count + 1
  end
  if count == 0 then
    local metatable = getmetatable(value)
    return not (type(metatable) == "table" and metatable.__jsontype == "object")
  end
  for index = 1, count do
    if value[index] == nil then
      return false
    end
  end
  return true
end

local write

--- Writes brackets, and calls a function for each item between them.
local function write_items(out, opening, closing, count, indent, level, write_item)
  out[#out + 1] = opening
  for index = 1, count do
    out[#out + 1] = index > 1 and "," or nil
    out[#out + 1] = indent and "\n" .. ("  "):rep(level) or nil
    write_item(index)
  end
  out[#out + 1] = indent and count > 0 and "\n" .. ("  "):rep(level - 1) or nil
  out[#out + 1] = closing
end

local function write_table(out, value, indent, level, open)
  if open[value] then
    unfit("a table contains itself")
  elseif level > deepest then
    unfit("tables are nested deeper than " .. deepest .. " levels")
  end
  open[value] = true
  if is_array(value) then
    write_items(out, "[", "]", #value, indent, level, function(index)
      write(out, value[index], indent, level, open)
    end)
  else
    local texts, keys = sorted_keys(value)
    write_items(out, "{", "}", #texts, indent, level, function(index)
      out[#out + 1] = dkjson.quotestring(texts[index]) .. (indent and ": " or ":")
      write(out, value[keys[texts[index]]], indent, level, open)
    end)
  end
  open[value] = nil
end

function write(out, value, indent, level, open)
  local kind = type(value)
  if value == nil or value == json.null then
    out[#out + 1] = "null"
  elseif kind == "table" then
    write_table(out, value, indent, level + 1, open)
  elseif kind == "string" then
    out[#out + 1] = dkjson.quotestring(value)
  elseif kind == "number" then
    out[#out + 1] = encode_number(value)
  elseif kind == "boolean" then
    out[#out + 1] = tostring(value)
  else
    unfit("a " .. kind .. " has no JSON form")
  end
end

--- Encodes a value, with the keys of objects sorted by their bytes.
local function encode(value, options)
  local out = {}
  local done, problem = pcall(write, out, value, options and options.indent, 0, {})
  if not done and type(problem) == "table" then
    checking.misuse(1, problem.why)
  elseif not done then
    error(problem, 0)
  end
  local text = table.concat(out)
  local _, invalid = utf8.len(text)
  if invalid then
    return nil, "a string is not UTF-8: " .. ("%q"):format(text:sub(invalid - 10, invalid + 10))
  end
  return text
end

json.decode = checking.checked("decode", decode, { "text", "string" })
json.encode = checking.checked("encode", encode, { "value", "any" },
  { "options", { indent = "boolean" }, optional = true })

return json
