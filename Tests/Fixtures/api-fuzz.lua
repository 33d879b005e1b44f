-- Calls random functions of the API with random values, eight in each child of PID 1, and prints
-- every child that ended by a fault. The arguments are the seed, the number of calls, and the only
-- module to call, if it is not all.

local seed, count, only = math.tointeger(arg[1]), math.tointeger(arg[2]), arg[3]
math.randomseed(seed)
local random = math.random

local modules = {
  signal = signal, process = process, terminal = terminal, string = string, table = table, io = io,
  os = os, coroutine = coroutine, utf8 = utf8, math = math, debug = debug,
  ["sigbox.init"] = require("sigbox.init"), json = require("json"),
}
-- These wait for input, or end the child before its other calls.
local skipped = { ["io.read"] = true, ["io.lines"] = true, ["process.exit"] = true }
local names, functions = {}, {}
for module, fields in pairs(modules) do
  for name, fn in pairs(fields) do
    local full = module .. "." .. name
    if type(fn) == "function" and not skipped[full] and (not only or only == module) then
      functions[full] = fn
      local own = module == "signal" or module == "process" or module == "terminal"
      for _ = 1, own and 6 or 1 do
        names[#names + 1] = full
      end
    end
  end
end
for _, name in ipairs(only and {} or {
  "load", "pcall", "select", "rawset", "rawget", "next", "setmetatable", "tostring", "tonumber",
  "require", "collectgarbage", "error", "assert", "print",
}) do
  names[#names + 1], functions[name] = name, _G[name]
end
table.sort(names)

local integers = {
  0, 1, -1, 2, 3, 4, 5, 9, 10, 15, 17, 19, 31, 32, 33, 34, 63, 64, 65, 127, 128, 200, 255, 256,
  1023, 1024, 65535, 65536, 2147483647, -2147483648, 4294967295, 4294967296, math.maxinteger,
  math.mininteger,
}
local floats = {
  0.0, -0.0, 0.5, 1.5, 0.001, 1e-320, 1e-300, 1e9, 3e9, 1e19, -1e19, 1e300, 1e308, 2^53, 2^63,
  -2^63, 2^64, math.huge, -math.huge, 0/0, -(0/0),
}
local signals = {
  "TERM", "USR1", "CHLD", "rtmin", "RTMIN+3", "RTMAX-1", "SIGKILL", "STOP", "SEGV", "RTMIN+99", "",
  "33", "HUP", "ALRM", "PIPE",
}
local words = {
  "true", "/bin/true", "sh", "/nonexistent", "/tmp", "unlimited", "monotonic", "real", "deferred",
  "status", "read", "write", "stdout", "w", "r+", ("x"):rep(70000), "\0", "%s%d%q",
}
local keys = {
  "env", "cwd", "stdin", "stdout", "stderr", "descriptors", "session", "terminal", "foreground",
  "group", "mask", "ignore", "default", "death", "limits", "uid", "gid", "restart", "nodefer",
  "resethand", "nocldstop", "nocldwait", "when", "interval", "value", "clock", "nohang", "stopped",
  "continued", "nowait", "pidfd", "effective", "bounding", "nofile", "read", "write", "backlog",
  "mode", "append", "follow", "grace", "signal", "delay", "times", "TERM",
}
local pool = {
  function() end, function() error("in a function") end, function() coroutine.yield() end,
  function(...) return ... end, function() return signal.raise("USR1") end,
  function() for _ = 1, 100 do end end,
}

local function one_of(list)
  return list[random(#list)]
end

local value

local function random_table(depth)
  local made = {}
  for index = 1, random(0, 4) do
    made[index] = value(depth + 1)
  end
  for _ = 1, random(0, 3) do
    made[one_of(keys)] = value(depth + 1)
  end
  if random(20) == 1 then made[random(-5, 100)] = value(depth + 1) end
  if random(40) == 1 then made.own = made end
  if random(40) == 1 then made[1.5] = 1 end
  if random(40) == 1 then
    setmetatable(made, {
      __index = function() error("index") end, __len = function() return 1 << 40 end,
      __tostring = function() return {} end, __name = {},
    })
  end
  return made
end

local makers = {
  function() return nil end,
  function() return random(2) == 1 end,
  function() return one_of(integers) end,
  function() return one_of(integers) end,
  function() return one_of(floats) end,
  function() return one_of(signals) end,
  function()
    local bytes = {}
    for index = 1, random(0, 12) do
      bytes[index] = string.char(random(0, 255))
    end
    return table.concat(bytes)
  end,
  function() return one_of(words) end,
  function() return one_of(pool) end,
  function() return coroutine.create(one_of(pool)) end,
  function() return random(2) == 1 and io.stdout or io.tmpfile() end,
  random_table, random_table, random_table,
}

function value(depth)
  return makers[random(depth > 3 and 9 or #makers)](depth)
end

local FAULTS = {
  SEGV = true, BUS = true, ILL = true, TRAP = true, ABRT = true, FPE = true, SYS = true,
}
-- After these, the child may have ended itself by such a signal.
local deliberate = {
  ["signal.fault"] = true, ["signal.raise"] = true, ["signal.kill"] = true,
  ["signal.tgkill"] = true, ["signal.queue"] = true, ["signal.send"] = true,
  ["signal.killpg"] = true, ["signal.timer_create"] = true, ["process.exec"] = true,
}

local function run(batch, log)
  process.setpgid()
  process.limit("cpu", 2, 2)
  for index, call in ipairs(batch) do
    log:seek("set")
    log:write(index, " ", call.name, (" "):rep(30))
    log:flush()
    pcall(functions[call.name], table.unpack(call, 1, call.n))
  end
  return 0
end

--- Waits for a child for half a second, then kills it and its group.
local function finish(child)
  local deadline = process.clock() + 0.5
  while process.clock() < deadline do
    local ended = process.wait(child, { nohang = true })
    if ended then
      return ended
    end
    process.sleep(0.001)
  end
  signal.kill(child, "KILL")
  signal.kill(-child, "KILL")
  return process.wait(child)
end

local done, faults = 0, 0
while done < count do
  local batch = {}
  for index = 1, 8 do
    local call = { name = one_of(names), n = random(0, 5) }
    for position = 1, call.n do
      call[position] = value(0)
    end
    batch[index] = call
  end
  local log = io.tmpfile()
  local child = process.fork(function() return run(batch, log) end)
  local ended = child and finish(child)
  if ended and ended.event == "killed" and FAULTS[ended.name] then
    log:seek("set")
    local index, name = log:read("a"):match("^(%d+) (%S+)")
    local sent = false
    for position = 1, math.tointeger(index) or 0 do
      sent = sent or deliberate[batch[position].name]
    end
    if not sent then
      faults = faults + 1
      local call, shown = batch[math.tointeger(index)], {}
      for position = 1, call.n do
        local given = call[position]
        shown[position] = type(given) == "string" and ("%q"):format(given):sub(1, 60)
          or type(given)
      end
      print("FAULT " .. ended.name .. " at " .. done, name, table.concat(shown, ", "))
    end
  end
  process.reap()
  log:close()
  done = done + 8
end
io.stdout:write("done ", done, " faults ", faults, "\n")
