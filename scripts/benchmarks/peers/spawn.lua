-- Runs /bin/true COUNT times, one after another.

for _ = 1, math.tointeger(arg[1]) do
  assert(process.wait(process.spawn({ "/bin/true" })))
end
