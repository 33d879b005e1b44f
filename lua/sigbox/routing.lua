-- Where the signals of an init go: forwarded, as what, when, to whom.
--
-- Signals that are routed stay blocked and are accepted one by one, as tini does: a blocked signal
-- is queued even for PID 1, where one at its default would be dropped.

local checking = require("sigbox.checking")
local kinds = require("sigbox.kinds")

local routing = {}

local numbers = kinds.numbers

-- What tells of a fault of the init itself, or of its terminal, is its own; so is CHLD.
local own = { "ILL", "TRAP", "ABRT", "BUS", "FPE", "SEGV", "SYS", "TTIN", "TTOU", "CHLD" }

local function all()
  local set = {}
  for _, name in ipairs(signal.list()) do
    set[name] = true
  end
  for _, name in ipairs({ "KILL", "STOP", "32", "33", table.unpack(own) }) do
    set[name] = nil
  end
  return numbers(set)
end

local targets = {}
local rewrites, delays, escalations = {}, {}, {}
local due = {}

--- The argument of signal.kill for a child, or for the group that it leads.
---@param child integer
---@param group? boolean
---@return integer pid
function routing.address(child, group)
  if not group then
    return child
  elseif (process.getpgid(child) or child) ~= child then
    checking.fail("the child leads no group: spawn it with group = true")
  end
  return -child
end

--- Sends what comes on to a child from now on, also what came since it was spawned.
---@param child integer its pid
---@param signals? signal.Set all but those of crashes, CHLD, TTIN and TTOU when left out
---@param options? { group?: boolean } the whole group that the child leads
function routing.forward(child, signals, options)
  local address = routing.address(child, options and options.group)
  local list, wanted = signals and numbers(signals) or all(), {}
  for _, number in ipairs(list) do
    wanted[number] = true
  end
  targets[child] = { wanted = wanted, address = address }
  routing.collect(list)
end

--- Forwards signals as others, as { TERM = "QUIT" }.
---@param map table<signal.Which, signal.Which|false> false drops
function routing.rewrite(map)
  for from, to in pairs(map) do
    local number = signal.number(from)
    rewrites[number] = to and signal.number(to)
    routing.collect({ number })
  end
end

--- Takes signals and forwards nothing.
---@param signals signal.Set
function routing.drop(signals)
  local list = numbers(signals)
  for _, number in ipairs(list) do
    rewrites[number] = false
  end
  routing.collect(list)
end

--- Forwards signals so many seconds after they came.
---@param signals signal.Set
---@param seconds number
function routing.delay(signals, seconds)
  for _, number in ipairs(numbers(signals)) do
    delays[number] = seconds
  end
end

--- Forwards the second of these signals, and all that follow, as another one, at once.
---@param signals signal.Set
---@param to? signal.Which KILL when left out
function routing.escalate(signals, to)
  local escalation = { count = 0, to = signal.number(to or "KILL") }
  for _, number in ipairs(numbers(signals)) do
    escalations[number] = escalation
  end
end

local collected, mask_before

--- Blocks what is to be routed, and CHLD; gives the mask from before.
function routing.collect(further)
  if not collected then
    -- Where CHLD is ignored no child can be waited for.
    signal.default("CHLD")
    collected, mask_before = { CHLD = true }, signal.mask()
    routing.collect(all())
  end
  for _, number in ipairs(further or {}) do
    local name = signal.list()[number]
    -- Nobody can block these two.
    collected[name] = name ~= "KILL" and name ~= "STOP" or nil
  end
  if further then
    signal.block(collected)
  end
  return mask_before
end

--- Accepts a signal until a time; nil when none came, or when a handler of the script ran.
function routing.accept(deadline)
  routing.collect()
  for _, item in ipairs(due) do
    deadline = math.min(deadline, item.time)
  end
  -- What the script has unblocked is its own, and goes to its handler.
  local blocked, awaited = signal.mask(), {}
  for name in pairs(collected) do
    awaited[name] = blocked[name]
  end
  local seconds = math.max(0, deadline - process.clock())
  if seconds == math.huge then
    return (signal.wait(awaited))
  end
  return (signal.wait(awaited, seconds))
end

local function send(received, number)
  for child, target in pairs(targets) do
    if target.wanted[received] then
      local sent, message, reason = signal.kill(target.address, number)
      if reason == "ESRCH" then
        targets[child] = nil
      elseif not sent then
        -- The child is another user's now. The init continues: its other children need it.
        io.stderr:write(
          ("%s: cannot forward %s: %s\n"):format(arg[0], signal.list()[number], message))
      end
    end
  end
end

--- Routes a signal that came.
function routing.take(info)
  local received = info.signal
  local escalation = escalations[received]
  if escalation then
    escalation.count = escalation.count + 1
    if escalation.count > 1 then
      return send(received, escalation.to)
    end
  end
  local number = rewrites[received]
  if number == nil then
    number = received
  end
  if not number then
    return
  end
  if (delays[received] or 0) > 0 then
    due[#due + 1] = {
      time = process.clock() + delays[received], received = received, number = number,
    }
  else
    send(received, number)
  end
end

--- Sends what was delayed and is due.
function routing.send_due()
  local now, later = process.clock(), {}
  for _, item in ipairs(due) do
    if item.time <= now then
      send(item.received, item.number)
    else
      later[#later + 1] = item
    end
  end
  due = later
end

--- Forgets a child that has ended: its pid may come again.
function routing.forget(child)
  targets[child] = nil
end

return routing
