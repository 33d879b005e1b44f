-- Catches every signal that can be caught, and exits only on TERM from the host.

local function note(info)
  print(info.name, "from", info.pid)
  if info.name == "TERM" and info.pid == 0 then
    process.exit(0)
  end
end

for number in ipairs(signal.list()) do
  local caught, why = pcall(signal.handle, number, note)
  if not caught then
    print(why)
  end
end

while true do
  signal.pause()
end
