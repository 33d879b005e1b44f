-- A control socket: an init that answers requests while it handles signals.
--
-- PID 1 listens on a Unix socket. A client sends `status` or `stop` and gets one line of JSON.
-- `stop` ends the service, as TERM does. The kernel tells which process a client is. One loop waits
-- for clients and signals, so a silent client delays nobody.
--
--   sigbox run lua/examples/scripts/control-socket.lua status stop
--   sigbox run lua/examples/scripts/control-socket.lua status --send TERM
--
-- A client that the script starts sends the arguments. You will see each answer, and the end.

local json = require "json"

local path, questions = "/tmp/control.sock", { ... }
local before = signal.mask()
local signals = assert(signal.fd("TERM", "INT", "CHLD"))
process.unlink(path) -- of an earlier run
local listener = assert(process.listen(path))

local service = assert(process.spawn{ "sleep", "1000", mask = before, group = true })
local started = process.clock()

local answers = {}
function answers.status(peer)
  return { pid = service, state = process.status(service).state, you = peer.uid,
    seconds = process.clock() - started }
end
function answers.stop()
  signal.kill(-service, "TERM")
  return { stopping = true }
end

local clients = {} -- the process of each client, by descriptor

local function answer(fd)
  local word = (process.receive(fd) or ""):match("%S+")
  if word then
    local fn = answers[word]
    local reply = fn and fn(clients[fd]) or { error = "unknown: status or stop" }
    process.send(fd, json.encode(reply) .. "\n")
  end
  clients[fd] = nil
  process.close(fd)
end

process.fork(function()
  for _, question in ipairs(questions) do
    local fd = assert(process.connect(path))
    process.send(fd, question)
    print(question .. ": " .. assert(process.receive(fd)):match("[^\n]*"))
    process.close(fd)
  end
end)

local function take(info)
  if info.name ~= "CHLD" then signal.kill(-service, info.signal) end
  -- Several children may have ended for one CHLD.
  for _, ended in ipairs(process.reap()) do
    if ended.pid == service then
      process.unlink(path)
      print("PID 1: the service ended by " .. (ended.name or ended.code))
      process.exit(ended.name == "TERM" and 0 or ended.status)
    end
  end
end

while true do
  local watched = { signals, listener }
  for fd in pairs(clients) do watched[#watched + 1] = fd end
  for _, fd in ipairs(assert(process.poll(watched))) do
    if fd == signals then
      take(signal.read(signals))
    elseif fd == listener then
      local client, peer = process.accept(listener)
      if client then clients[client] = peer end
    elseif clients[fd] then
      answer(fd)
    end
  end
end
