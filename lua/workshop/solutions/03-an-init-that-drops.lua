-- Runs `sleep 100` in a loop, as a shell script would, with every signal at its default.

while true do
  local child = process.spawn({ "sleep", "100" })
  process.wait(child)
end
