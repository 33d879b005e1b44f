-- Complete it: HUP prints "reload".

while true do
  signal.pause()
end
