-- A shell script's loop over `sleep 100`, with every signal at its default.

while true do
  local child = process.spawn({ "sleep", "100" })
  process.wait(child)
end
