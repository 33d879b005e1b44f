-- Adds up the values of COUNT real-time signals, in the handler, and answers with the sum.

local parent, left, sum = process.parent(), math.tointeger(arg[1]), 0
signal.handle("RTMIN", function(info)
  sum, left = sum + info.value, left - 1
  if left == 0 then
    signal.queue(parent, "USR2", sum % 1000000007)
  end
end)
signal.kill(parent, "USR2")
while true do
  signal.pause()
end
