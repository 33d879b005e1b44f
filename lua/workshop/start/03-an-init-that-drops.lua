-- Complete it: one `sleep 100` after the other, for ever.

process.wait(process.spawn({ "sleep", "100" }))
