-- What most scripts do, for the order of the program's parts.

signal.handle("USR1", function() end)
signal.raise("USR1")
process.wait(process.spawn({ "/bin/true" }))
