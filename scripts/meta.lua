-- Reads the comments of the files in lua/meta: modules with their functions, values and types.

local meta = {}

--- Splits `integer|"all" how many` into the type and the text. Blanks in brackets and quotes, and
--- after a comma or the colon of a function's result, belong to the type.
local function split_type(text)
  local depth, quote, index = 0, nil, 1
  while index <= #text do
    local char = text:sub(index, index)
    if quote then
      quote = char ~= quote and quote or nil
    elseif char == '"' then
      quote = char
    elseif char:find("[%(%[{<]") then
      depth = depth + 1
    elseif char:find("[%)%]}>]") then
      depth = depth - 1
    elseif char == " " and depth == 0 and not text:sub(1, index - 1):find("[,:]$") then
      break
    end
    index = index + 1
  end
  return text:sub(1, index - 1), (text:sub(index):gsub("^%s+", ""))
end

--- The first sentence of a text; "e.g." and the like do not end one.
local function first_sentence(text)
  local stop = text:find("%.%s+[%u`]") or text:find("%.$")
  return stop and text:sub(1, stop) or text
end

--- Paragraphs in one line each, and code as it is.
local function paragraphs(lines)
  local parts, open, in_code = {}, nil, false
  for _, line in ipairs(lines) do
    local fence = line:find("^```")
    if fence or in_code then
      if fence and not in_code then
        parts[#parts + 1] = line
      else
        parts[#parts] = parts[#parts] .. "\n" .. line
      end
      in_code = fence and not in_code or not fence and in_code
      open = nil
    elseif line == "" then
      open = nil
    elseif open and not line:find("^%- ") then
      parts[open] = parts[open] .. " " .. line
    else
      parts[#parts + 1] = line
      open = #parts
    end
  end
  return parts
end

--- Takes what follows a label such as "Errors:" out of a text, up to the next label or the end.
local function take(text, label)
  local before, rest = text:match("^(.-)%s*%f[%w]" .. label .. ": (.*)$")
  if not before then
    return text, nil
  end
  local value, after = rest:match("^(.-)%s+(%u%l+: .*)$")
  if after and (after:find("^Errors: ") or after:find("^Source: ")) then
    return (before .. " " .. after), value
  end
  return before, rest
end

--- Fills an entry from its comment: text, summary, errors, source, example.
local function describe(entry, lines)
  local parts = paragraphs(lines)
  local kept = {}
  for _, part in ipairs(parts) do
    if part:find("^```") then
      entry.example = part
    else
      local text
      text, entry.errors = take(part, "Errors")
      local source
      text, source = take(text, "Source")
      entry.source = source or entry.source
      if text ~= "" then
        kept[#kept + 1] = text
      end
    end
  end
  entry.text = table.concat(kept, "\n\n")
  entry.summary = first_sentence(kept[1] or "")
end

--- A comment and its annotations.
local function new_block()
  return { lines = {}, fields = {}, choices = {}, parameters = {}, results = {} }
end

local function named(text)
  local name, mark, rest = text:match("^(%[[^%]]*%])(%??) (.*)$")
  if not name then
    name, mark, rest = text:match("^([%w_.]+)(%??) (.*)$")
  end
  assert(name, "cannot read the annotation: " .. text)
  local kind, said = split_type(rest)
  return { name = name, optional = mark == "?", type = kind, text = said }
end

local readers = {}

function readers.class(block, text)
  block.class, block.base = text:match("^([%w_.]+)%s*:?%s*(.*)$")
end

function readers.alias(block, text)
  local name, rest = text:match("^([%w_.]+)%s*(.*)$")
  block.class, block.alias = name, rest ~= "" and rest or nil
end

function readers.field(block, text)
  block.last = named(text)
  table.insert(block.fields, block.last)
end

function readers.overload(block, text)
  block.overload = text:match("^fun%(.-%): (nil.*)$")
end

function readers.param(block, text)
  block.last = named(text)
  block.parameters[block.last.name] = block.last
end

readers["return"] = function(block, text)
  local kind, said = split_type(text)
  block.last = { type = kind, text = said }
  table.insert(block.results, block.last)
end

--- Takes a line of a comment, without its three dashes.
local function take_line(block, line)
  local word, rest = line:match("^@(%l+)%s*(.*)$")
  if word then
    local reader = readers[word]
    if reader then
      reader(block, rest)
    end
  elseif line:find("^|") then
    local kind, said = split_type((line:gsub("^|%s*", "")))
    block.last = { type = kind, text = said }
    table.insert(block.choices, block.last)
  elseif block.last and line:find("^ %s+%S") then
    -- The rest of an annotation's text.
    block.last.text = (block.last.text .. " " .. line:match("^%s*(.-)%s*$")):match("^ ?(.*)$")
  else
    table.insert(block.lines, (line:gsub("^ ", "")))
  end
end

local function add_type(module, block)
  local entry = {
    name = block.class, fields = block.fields, choices = block.choices,
    alias = block.alias or block.base ~= "" and block.base or nil,
  }
  describe(entry, block.lines)
  entry.is_object = #entry.fields + #entry.choices == 0 and not entry.alias
  table.insert(module.types, entry)
end

local function add_function(module, block, name, parameters)
  local entry = {
    name = name:gsub("^%u%l+:", string.lower), parameters = {}, results = block.results,
    overload = block.overload,
  }
  for parameter in parameters:gmatch("[%w_.]+") do
    table.insert(entry.parameters, block.parameters[parameter] or { name = parameter })
  end
  describe(entry, block.lines)
  table.insert(module.sections[#module.sections].functions, entry)
end

--- What the module is, from the comment before its table.
local function introduce(module, block)
  local parts = paragraphs(block.lines)
  local first = parts[1] or ""
  module.summary = first_sentence(first)
  parts[1] = first:sub(#module.summary + 1):gsub("^%s+", "")
  if parts[1] == "" then
    table.remove(parts, 1)
  end
  module.text = table.concat(parts, "\n\n")
end

--- Takes a line of code, which the comment before it is about.
local function declare(module, block, line)
  local name, parameters = line:match("^function ([%w_.:]+)%((.-)%) end$")
  local table_name = line:match("^local ([%w_]+) = {}$") or line:match("^([%w_.]+) = {}$")
  if table_name and block.class and not module.summary then
    -- The module's own table has a class.
    introduce(module, block)
    block.lines = {}
    add_type(module, block)
  elseif block.class and not name then
    add_type(module, block)
  elseif name then
    add_function(module, block, name, parameters)
  elseif table_name and not module.summary then
    introduce(module, block)
  elseif table_name and #block.lines > 0 then
    local entry = { name = table_name, fields = {}, choices = {} }
    describe(entry, block.lines)
    table.insert(module.values, entry)
  elseif line == "" and #block.lines > 0 then
    -- A comment that stands alone: the introduction of a further file of the module.
    module.sections[#module.sections].text = table.concat(paragraphs(block.lines), "\n\n")
  end
end

local function read_file(file, modules)
  local name = file.text:match("^%-%-%-@meta ([%w_.]+)") or "_"
  if name == "_" then
    name = file.name:match("^[^-]+")
  end
  local module = modules[name] or { name = name, sections = {}, values = {}, types = {} }
  modules[name] = module
  local part = file.name:match("^[^-]+%-(.+)$")
  table.insert(module.sections, {
    title = part and "Functions: " .. part or "Functions", functions = {},
  })
  local block = new_block()
  for line in (file.text:gsub("^%-%-%-@meta[^\n]*\n", "") .. "\n"):gmatch("(.-)\n") do
    local said = line:match("^%-%-%-(.*)$")
    if said then
      take_line(block, said)
    else
      declare(module, block, line)
      block = new_block()
    end
  end
end

--- Reads files; the modules by their names.
---@param files { name: string, text: string }[] further files of a module begin with its name, a
---  hyphen and `---@meta _`
function meta.read(files)
  local modules = {}
  for _, is_further in ipairs({ false, true }) do
    for _, file in ipairs(files) do
      if (file.text:find("^%-%-%-@meta _") ~= nil) == is_further then
        read_file(file, modules)
      end
    end
  end
  return modules
end

return meta
