-- A C program without handlers: every signal keeps its default disposition.
--
-- The kernel drops every signal at its default for PID 1. Only KILL and STOP from an ancestor
-- namespace are forced.

print("c: no handler, sleeping")

while true do
  process.sleep(100)
end
