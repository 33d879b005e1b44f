-- A C program without handlers: every signal keeps its default disposition.
--
-- Nothing here takes a signal, and that is the point: at its default the kernel drops each one for
-- PID 1, and only KILL and STOP from an ancestor namespace are forced through.

print("c: no handler, sleeping")

while true do
  process.sleep(100)
end
