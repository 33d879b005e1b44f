-- Takes SIGNALS signals and runs CHILDREN children; writes its private dirty memory in kilobytes,
-- after a tenth and at the end, to PREFIXearly and PREFIXlate.

local signals, children, prefix = math.tointeger(arg[1]), math.tointeger(arg[2]), arg[3]

local taken = 0
signal.handle("USR1", function(info)
  taken = taken + (info.signal and 1 or 0)
end)

local function private_dirty(name)
  local rollup = assert(io.open("/proc/self/smaps_rollup"))
  local kilobytes = rollup:read("a"):match("Private_Dirty: +(%d+)")
  rollup:close()
  local file = assert(io.open(prefix .. name, "w"))
  file:write(kilobytes)
  file:close()
end

local function work(share)
  for _ = 1, signals * share // 1 do
    signal.raise("USR1")
  end
  for _ = 1, children * share // 1 do
    assert(process.wait(process.spawn({ "/bin/true" })))
  end
end

work(0.1)
private_dirty("early")
work(0.9)
private_dirty("late")
assert(taken >= signals - 2, taken)
