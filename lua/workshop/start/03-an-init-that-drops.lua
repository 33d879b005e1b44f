-- Complete the script: run one `sleep 100` after the other, forever.

process.wait(process.spawn({ "sleep", "100" }))
