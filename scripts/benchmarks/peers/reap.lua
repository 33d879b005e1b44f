-- Runs the command that its arguments are, reaps all that it is given, and ends with the command.

local child = process.spawn({ table.unpack(arg) })
local ended
signal.handle("CHLD", function()
  ended = ended or process.reap("status")[child]
end)
-- A signal between the test and a pause would be slept over.
signal.block("CHLD")
while not ended do
  signal.suspend({})
end
