-- Prints the median nanoseconds from the call that raises a signal to the handler's first
-- instruction, of COUNT.

local clock, count, times, begin = process.clock, math.tointeger(arg[1]), {}, 0
signal.handle("USR1", function()
  times[#times + 1] = clock() - begin
end)
for _ = 1, count do
  begin = clock()
  signal.raise("USR1")
end
table.sort(times)
print(math.floor(times[#times // 2] * 1e9))
