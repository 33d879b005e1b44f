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

-- A hundredth of both, by turns: what one kind of work leaves is there when the other begins.
local function work(rounds)
  for _ = 1, rounds do
    for _ = 1, signals // 100 do
      signal.raise("USR1")
    end
    for _ = 1, children // 100 do
      assert(process.wait(process.spawn({ "/bin/true" })))
    end
  end
end

-- To measure takes memory, too.
private_dirty("early")
work(10)
private_dirty("early")
work(90)
private_dirty("late")
assert(taken >= signals - 2, taken)
