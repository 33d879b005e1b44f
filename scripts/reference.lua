-- Makes the table of the Lua API from the comments in lua/meta.

local mode, readme = arg[1], arg[2]
local OPEN, CLOSE = "<!-- made by scripts/reference -->\n", "<!-- end -->\n"

local function read(name)
  local file = assert(io.open(name))
  local text = file:read("a")
  file:close()
  return text
end

--- `name(a [, b])`, from the names of the parameters in order and which are optional.
local function signature(name, parameters, optional)
  local text, depth = "", 0
  for _, parameter in ipairs(parameters) do
    local separator = text == "" and "" or ", "
    if optional[parameter] then
      separator = (text == "" and "[" or " [") .. separator
      depth = depth + 1
    end
    text = text .. separator .. parameter
  end
  return name .. "(" .. text .. ("]"):rep(depth) .. ")"
end

--- What a comment says before its errors and its example, and its source.
local function split(comment)
  local text = comment:gsub("```.*", ""):gsub("%s+", " "):gsub("|", "\\|")
  local source = text:match("Source: (.-)%.? ?$") or ""
  return text:gsub(" ?Errors: .*", ""):gsub(" ?Source: .*", ""):match("^ ?(.-) ?$"), source
end

-- The fields of each class of options, a class a parameter may have.
local fields, options = {}, nil
local rows = { "| function | what it does | source |\n| --- | --- | --- |\n" }
for index = 3, #arg do
  local comment, optional = {}, {}
  for line in (read(arg[index]) .. "\n"):gmatch("(.-)\n") do
    local name, parameters = line:match("^function ([%w_.]+)%((.-)%) end$")
    if name then
      local names = {}
      for parameter in parameters:gmatch("[%w_.]+") do
        names[#names + 1] = parameter
      end
      local text, source = split(table.concat(comment, "\n"))
      if options then
        text = text .. " Fields: " .. table.concat(options, ", ") .. "."
      end
      rows[#rows + 1] = ("| `%s` | %s | %s |\n"):format(
        signature(name, names, optional), text, source)
    end
    local said = line:match("^%-%-%-%s?(.*)$")
    if not said then
      comment, optional, options = {}, {}, nil
    elseif said:sub(1, 1) ~= "@" then
      comment[#comment + 1] = said
    elseif said:match("^@class") then
      fields[#fields + 1] = {}
      fields[said:match("^@class ([%w_.]+)")] = fields[#fields]
    elseif said:match("^@field [%w_]+") then
      table.insert(fields[#fields], said:match("^@field ([%w_]+)"))
    elseif said:match("^@param") then
      local parameter, mark, kind = said:match("^@param ([%w_.]+)(%??) (.*)$")
      optional[parameter] = mark == "?"
      options = fields[kind] or options
    end
  end
end

local text = read(readme)
local first, last = text:find(OPEN, 1, true)
local close = text:find(CLOSE, 1, true)
assert(first and close, readme .. " has no place for the table")
local made = text:sub(1, last) .. table.concat(rows) .. text:sub(close)
if made == text then
  return 0
elseif mode == "--check" then
  io.stderr:write(readme, " is behind lua/meta: run scripts/reference\n")
  return 1
end
local file = assert(io.open(readme, "w"))
file:write(made)
file:close()
