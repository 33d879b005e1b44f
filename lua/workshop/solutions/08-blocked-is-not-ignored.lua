-- Takes TERM and USR1 one by one; what comes during a job waits.

signal.block("TERM", "USR1")

while true do
  local info = signal.wait({ "TERM", "USR1" })
  if info.name == "TERM" then
    return 0
  end
  process.wait(process.spawn({ "sleep", "1000", mask = {} }))
end
