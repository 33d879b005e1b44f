-- What most scripts do at their start.

signal.handle("USR1", function() end)
signal.raise("USR1")
-- The child outlives the call of wait, so that every run takes the same path.
process.wait(process.spawn({ "/bin/sleep", "0.1" }))
