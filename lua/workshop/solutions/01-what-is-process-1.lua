-- Prints its pid and its parent's, starts two children, and exits when one of them has ended.

print(process.pid() .. " " .. process.parent())

process.spawn({ "sleep", "1000" })
process.spawn({ "sleep", "1000" })
process.wait()

return 3
