-- Writes the Lua reference of the documentation from the comments in lua/meta. The arguments are a
-- mode ("--check" or an empty text), the folder of the articles, and the files.

local meta = require("meta")

local mode, folder = arg[1], arg[2]

local HEADER = "<!-- made by scripts/reference from lua/meta: do not edit -->"

-- The modules in the order of the pages; further ones follow by name.
local ORDER = {
  "signal", "process", "terminal", "sigbox.init", "json", "experiment", "luassert",
}

local CONVENTIONS = [[
# Lua reference

Look up the functions, options and types that scripts and experiments can use.

%s

sigbox runs Lua 5.4. The modules `signal`, `process` and `terminal` are globals in every script, and
`require` returns them too. `sigbox.init` and `json` need `require`. `experiment` and the assertions
exist only in files that `sigbox test` runs, and at the prompt of `sigbox repl`.

- A signal is a name with or without `SIG`, in upper or lower case, such as `"TERM"` or `"sigterm"`.
  It can also be a number, or `"RTMIN+1"` and `"RTMAX-1"`.
- A set of signals is one signal, a list of signals, or a table that one of these functions
  returned.
- If the kernel refuses a call at run time, the function returns `nil`, a message, and the name of
  the errno: `nil, "...", "ESRCH"`.
- Misuse, such as an unknown signal name, raises an error that names the argument.
- `?` after a type means that the value can be `nil`.

`sigbox show signal.wait` prints the entry of one function in a terminal. `sigbox show signal`
prints a whole module.
]]

local function read(name)
  local file = io.open(name)
  local text = file and file:read("a")
  if file then
    file:close()
  end
  return text
end

local function cell(text)
  return (text:gsub("|", "\\|"))
end

--- `name(a [, b])`.
local function signature(entry)
  local text, depth = "", 0
  for _, parameter in ipairs(entry.parameters) do
    local separator = text == "" and "" or ", "
    if parameter.optional then
      separator = (text == "" and "[" or " [") .. separator
      depth = depth + 1
    end
    text = text .. separator .. parameter.name
  end
  return entry.name .. "(" .. text .. ("]"):rep(depth) .. ")"
end

local function add_parameters(lines, entry)
  for _, parameter in ipairs(entry.parameters) do
    if parameter.type then
      local optional = parameter.optional and ", optional" or ""
      local text = parameter.text == "" and "" or ": " .. parameter.text
      lines[#lines + 1] = ("- `%s` (`%s`%s)%s"):format(
        parameter.name, parameter.type, optional, text)
    end
  end
  if #entry.parameters > 0 and entry.parameters[1].type then
    lines[#lines + 1] = ""
  end
  local results = {}
  for index, result in ipairs(entry.results) do
    local name = result.text == "" and "" or result.text .. " "
    results[index] = name .. "(`" .. result.type .. "`)"
  end
  if #results > 0 then
    local failure = entry.overload and ("; on failure `%s`"):format(entry.overload) or ""
    lines[#lines + 1] = "Result: " .. table.concat(results, ", ") .. failure .. "."
    lines[#lines + 1] = ""
  end
end

local function add_function(lines, entry)
  lines[#lines + 1] = "### `" .. signature(entry) .. "`"
  lines[#lines + 1] = ""
  lines[#lines + 1] = entry.text
  lines[#lines + 1] = ""
  add_parameters(lines, entry)
  if entry.errors then
    lines[#lines + 1] = "Errors: " .. entry.errors
    lines[#lines + 1] = ""
  end
  if entry.source then
    lines[#lines + 1] = "See: " .. entry.source
    lines[#lines + 1] = ""
  end
  if entry.example then
    lines[#lines + 1] = entry.example
    lines[#lines + 1] = ""
  end
end

local function add_type(lines, entry)
  lines[#lines + 1] = "### `" .. entry.name .. "`"
  lines[#lines + 1] = ""
  if entry.is_object then
    lines[#lines + 1] = "An object. Its methods are among the functions above."
    lines[#lines + 1] = ""
  end
  if entry.text ~= "" then
    lines[#lines + 1] = entry.text
    lines[#lines + 1] = ""
  end
  if entry.alias then
    lines[#lines + 1] = "`" .. entry.alias .. "`"
    lines[#lines + 1] = ""
  end
  for _, choice in ipairs(entry.choices) do
    lines[#lines + 1] = "- `" .. choice.type .. "`"
      .. (choice.text == "" and "" or ": " .. choice.text)
  end
  if #entry.choices > 0 then
    lines[#lines + 1] = ""
  end
  if #entry.fields > 0 then
    lines[#lines + 1] = "| field | type | meaning |"
    lines[#lines + 1] = "| --- | --- | --- |"
    for _, field in ipairs(entry.fields) do
      lines[#lines + 1] = ("| `%s` | `%s`%s | %s |"):format(
        cell(field.name), cell(field.type), field.optional and ", optional" or "", cell(field.text))
    end
    lines[#lines + 1] = ""
  end
end

--- The name of a module's article: LuaSignal, LuaSigboxInit.
local function article(module)
  return "Lua" .. module.name:gsub("%f[%w]%w", string.upper):gsub("%W", "")
end

local function add_section(lines, title, entries, add, text)
  if #entries == 0 then
    return
  end
  for _, line in ipairs({ "## " .. title, text }) do
    lines[#lines + 1] = line
    lines[#lines + 1] = ""
  end
  for _, entry in ipairs(entries) do
    add(lines, entry)
  end
end

--- The page of a module.
local function page(module)
  local lines = {
    "# Lua module " .. module.name, "", module.summary, "", HEADER, "",
  }
  if module.text ~= "" then
    lines[#lines + 1] = module.text
    lines[#lines + 1] = ""
  end
  for _, section in ipairs(module.sections) do
    add_section(lines, section.title, section.functions, add_function, section.text)
  end
  add_section(lines, "Values", module.values, add_type)
  add_section(lines, "Types", module.types, add_type)
  lines[#lines] = nil
  return table.concat(lines, "\n") .. "\n"
end

--- The article that lists all functions of all modules.
local function overview(modules)
  local lines = { CONVENTIONS:format(HEADER) }
  for _, module in ipairs(modules) do
    lines[#lines + 1] = ("## %s\n"):format(module.name)
    lines[#lines + 1] = ("%s Details: [Lua module %s](%s.md).\n"):format(
      module.summary, module.name, article(module))
    lines[#lines + 1] = "| function | what it does |\n| --- | --- |"
    for _, section in ipairs(module.sections) do
      for _, entry in ipairs(section.functions) do
        lines[#lines + 1] = ("| `%s` | %s |"):format(signature(entry), cell(entry.summary))
      end
    end
    lines[#lines + 1] = ""
  end
  lines[#lines] = nil
  return table.concat(lines, "\n") .. "\n"
end

--- The modules of the files, in the order of their pages.
local function sorted_modules()
  local files = {}
  for index = 3, #arg do
    local name = arg[index]
    files[#files + 1] = { name = name:match("([^/]+)%.lua$"), text = assert(read(name), name) }
  end
  local modules = meta.read(files)
  local rank = {}
  for index, name in ipairs(ORDER) do
    rank[name] = index
  end
  local list = {}
  for _, module in pairs(modules) do
    list[#list + 1] = module
  end
  table.sort(list, function(a, b)
    local first, second = rank[a.name] or #ORDER + 1, rank[b.name] or #ORDER + 1
    return first < second or first == second and a.name < b.name
  end)
  return list
end

local modules = sorted_modules()
local pages = { ["LuaReference.md"] = overview(modules) }
for _, module in ipairs(modules) do
  pages[article(module) .. ".md"] = page(module)
end
-- The page of a module that is gone.
for _, name in ipairs(assert(process.readdir(folder))) do
  local text = name:find("^Lua%u.*%.md$") and not pages[name] and read(folder .. "/" .. name)
  if text and text:find(HEADER, 1, true) then
    pages[name] = false
  end
end

local outdated = false
for name, text in pairs(pages) do
  local path = folder .. "/" .. name
  if (read(path) or false) ~= text then
    outdated = true
    if mode == "--check" then
      io.stderr:write(path, " differs from lua/meta: run scripts/reference\n")
    elseif not text then
      assert(process.unlink(path))
    else
      local file = assert(io.open(path, "w"))
      file:write(text)
      file:close()
    end
  end
end
return mode == "--check" and outdated and 1 or 0
