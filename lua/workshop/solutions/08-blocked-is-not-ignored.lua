-- Accepts TERM and USR1 one at a time. A signal that comes during a job stays pending.

signal.block("TERM", "USR1")

while true do
  local info = signal.wait({ "TERM", "USR1" })
  if info.name == "TERM" then
    return 0
  end
  process.wait(process.spawn({ "sleep", "1000", mask = {} }))
end
