-- Complete the script: print its own pid and its parent's, start two children, and exit with code 3
-- when one of them has ended.

print("1 0")

while true do
  process.sleep(100)
end
