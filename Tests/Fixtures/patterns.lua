-- Prints what find, match, gsub and gmatch give for random patterns, the same on any Lua that has
-- them right; the arguments are a seed and a count.

local state, rounds = tonumber(arg[1]), tonumber(arg[2])

--- A number from 1 to `n`; math.random differs from one Lua to the next.
local function random(n)
  state = (state * 1103515245 + 12345) & 0x7fffffff
  return (state >> 8) % n + 1
end

local ITEMS = {
  "a", "b", "x", ".", "\0", "%a", "%c", "%d", "%g", "%l", "%p", "%s", "%u", "%w", "%x", "%z", "%W",
  "[ab]", "[^a]", "[a-c]", "[%a_]", "[]]", "[^]]", "[a-]", "[\0-b]", "[%", "[a", "%.", "%%",
  "%b()", "%bab", "%b", "%bx", "%f[%w]", "%f[^%w]", "%f[%z]", "%f", "%0", "%1", "%2", "()", "(",
  ")", "(a)", "(.-)", "(%a+)", "^", "$", "-", "*", "[", "]", "%",
}
local MARKS = { "", "", "", "", "*", "+", "-", "?" }
local LETTERS = {
  "a", "b", "c", "A", "1", " ", "(", ")", "_", ".", "%", "]", "-", "\0", "\n", "\xe9", "ab", "aa",
}
local REPLACEMENTS = {
  "x", "%0", "%1", "%2", "%%", "%9", "%", "%x", "<%0%1>", 7,
  { a = "T", b = false, ab = 1, [1] = "n" },
  function(...)
    return select("#", ...) > 1 and "f"
  end,
  function(a)
    return a == "a" and {} or nil
  end,
}

local function text(parts, marks, most)
  local all = {}
  for i = 1, random(most) do
    all[i] = parts[random(#parts)] .. (marks and marks[random(#marks)] or "")
  end
  return table.concat(all)
end

local function show(...)
  local all = table.pack(...)
  for i = 1, all.n do
    all[i] = tostring(all[i]):gsub("^[^\n]-:%d+: ", "")
  end
  return table.concat(all, "|", 1, all.n)
end

local function each_match(subject, pattern, init)
  local all = {}
  for first, second in string.gmatch(subject, pattern, init) do
    all[#all + 1] = show(first, second)
  end
  return table.concat(all, ";")
end

for _ = 1, rounds do
  local subject, pattern = text(LETTERS, nil, 12), text(ITEMS, MARKS, 5)
  if random(4) == 1 then
    pattern = "^" .. pattern
  end
  local init = random(3) == 1 and random(20) - 10 or nil
  local most = random(4) == 1 and random(5) - 2 or nil
  local replacement = REPLACEMENTS[random(#REPLACEMENTS)]
  print(show(pcall(string.find, subject, pattern, init, random(8) == 1)))
  print(show(pcall(string.match, subject, pattern, init)))
  print(show(pcall(string.gsub, subject, pattern, replacement, most)))
  print(show(pcall(each_match, subject, pattern, init)))
end

-- Misuse, and the ends of what is allowed.
local long = ("a"):rep(300)
for _, call in ipairs({
  { string.find }, { string.find, "x" }, { string.gsub, "x", "x" }, { string.gsub, "x", "x", true },
  { string.match, "x", {} }, { string.gmatch, "x" }, { string.match, "x", "x", "y" },
  { string.match, long, ("a?"):rep(300) .. long }, { string.find, long, ("(a)"):rep(33) },
  { string.find, "x", "", 10 }, { string.find, "x", "", 2 }, { string.gsub, "x", "", "-" },
  { string.gsub, "abc", "%w", "%1%0" }, { string.find, "abc", "b", -1 },
  { string.find, "abc", "b", math.mininteger }, { string.match, "abc", "()", math.maxinteger },
}) do
  print(show(pcall(table.unpack(call))))
end
