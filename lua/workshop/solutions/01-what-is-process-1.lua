-- Says who it is, starts two children, and ends with the first of them that ends.

print(process.pid() .. " " .. process.parent())

process.spawn({ "sleep", "1000" })
process.spawn({ "sleep", "1000" })
process.wait()

return 3
