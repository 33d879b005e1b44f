-- Makes the tables of the Lua API from the comments in lua/meta: the arguments are a mode, the
-- README, and for each table its name and then its files.

local mode, readme = arg[1], arg[2]

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

--- The rows of a file: what each function is called, what it does, and where that is from.
local function rows_of(file)
  local rows, comment, optional = {}, {}, {}
  for line in (read(file) .. "\n"):gmatch("(.-)\n") do
    local name, parameters = line:match("^function ([%w_.:]+)%((.-)%) end$")
    if name then
      local names = {}
      for parameter in parameters:gmatch("[%w_.]+") do
        names[#names + 1] = parameter
      end
      local text, source = split(table.concat(comment, "\n"))
      if options then
        text = text .. " Fields: " .. table.concat(options, ", ") .. "."
      end
      name = name:gsub("^%u%l+:", string.lower)
      rows[#rows + 1] = { "`" .. signature(name, names, optional) .. "`", text, source }
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
  return rows
end

--- A table of rows; without a column for sources where none has one.
local function table_of(rows)
  local columns, lines = { "function", "what it does", "source" }, {}
  local has_sources = false
  for _, row in ipairs(rows) do
    has_sources = has_sources or row[3] ~= ""
  end
  local count = has_sources and 3 or 2
  local rule = ("| --- "):rep(count) .. "|"
  for index, row in ipairs({ columns, ("."):rep(0), table.unpack(rows) }) do
    lines[index] = index == 2 and rule or "| " .. table.concat(row, " | ", 1, count) .. " |"
  end
  return table.concat(lines, "\n") .. "\n"
end

local text = read(readme)
local made, rows, name = text, nil, nil

--- Puts the rows in the place of what is between the marks of their name.
local function finish()
  local open, close = "<!-- made by scripts/reference: " .. name .. " -->\n", "<!-- end -->\n"
  local _, last = made:find(open, 1, true)
  local stop = last and made:find(close, last, true)
  assert(stop, readme .. " has no place for the table " .. name)
  made = made:sub(1, last) .. table_of(rows) .. made:sub(stop)
end

for index = 3, #arg do
  if not arg[index]:find("%.lua$") then
    if name then
      finish()
    end
    name, rows = arg[index], {}
  else
    for _, row in ipairs(rows_of(arg[index])) do
      rows[#rows + 1] = row
    end
  end
end
finish()

if made == text then
  return 0
elseif mode == "--check" then
  io.stderr:write(readme, " is behind lua/meta: run scripts/reference\n")
  return 1
end
local file = assert(io.open(readme, "w"))
file:write(made)
file:close()
