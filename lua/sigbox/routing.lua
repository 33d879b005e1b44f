-- Routes the signals of an init: to which child, as which signal, and when.
--
-- As in tini, routed signals stay blocked and are accepted one by one. A blocked signal is queued
-- even for PID 1, which would otherwise drop it at its default.

local checking = require("sigbox.checking")
local kinds = require("sigbox.kinds")

local routing = {}

local numbers = kinds.numbers

-- Signals that concern the init itself: its faults, its terminal, its children.
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

--- Returns the argument of signal.kill for a child, or for the group that it leads.
---@param child integer
---@param group? boolean
---@return integer pid
function routing.address(child, group)
  if not group then
    return child
  elseif (process.getpgid(child) or child) ~= child then
    checking.fail("the child does not lead a process group: start it with group = true")
  end
  return -child
end

--- Forwards signals to a child, including those that arrived since it was started.
function routing.forward(child, signals, options)
  local address = routing.address(child, options and options.group)
  local list, wanted = signals and numbers(signals) or all(), {}
  for _, number in ipairs(list) do
    wanted[number] = true
  end
  targets[child] = { wanted = wanted, address = address }
  routing.collect(list)
end

--- Forwards signals as other signals.
function routing.rewrite(map)
  for from, to in pairs(map) do
    local number = signal.number(from)
    rewrites[number] = to and signal.number(to)
    routing.collect({ number })
  end
end

--- Drops signals.
function routing.drop(signals)
  local list = numbers(signals)
  for _, number in ipairs(list) do
    rewrites[number] = false
  end
  routing.collect(list)
end

--- Forwards signals after a delay.
function routing.delay(signals, seconds)
  for _, number in ipairs(numbers(signals)) do
    delays[number] = seconds
  end
end

--- Forwards the second of these signals, and each one after it, as another signal at once.
function routing.escalate(signals, to)
  local escalation = { count = 0, to = signal.number(to or "KILL") }
  for _, number in ipairs(numbers(signals)) do
    escalations[number] = escalation
  end
end

local collected, mask_before

--- Blocks CHLD and the signals to route. Returns the mask of this process before the first call.
function routing.collect(further)
  if not collected then
    -- If CHLD is ignored, children cannot be waited for.
    signal.default("CHLD")
    collected, mask_before = { CHLD = true }, signal.mask()
    routing.collect(all())
  end
  for _, number in ipairs(further or {}) do
    local name = signal.list()[number]
    -- These two cannot be blocked.
    collected[name] = name ~= "KILL" and name ~= "STOP" or nil
  end
  if further then
    signal.block(collected)
  end
  return mask_before
end

--- Waits for a signal until a deadline. Returns nil if none arrived or a handler of the script ran.
function routing.accept(deadline)
  routing.collect()
  for _, item in ipairs(due) do
    deadline = math.min(deadline, item.time)
  end
  -- Signals that the script has unblocked go to its handlers.
  local blocked, awaited = signal.mask(), {}
  for name in pairs(collected) do
    awaited[name] = blocked[name]
  end
  local seconds = math.max(0, deadline - process.clock())
  -- The longest time that signal.wait takes.
  if seconds > 1e9 then
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
        -- The child changed its user. The init continues, because its other children need it.
        io.stderr:write(
          ("%s: cannot forward %s: %s\n"):format(arg[0], signal.list()[number], message))
      end
    end
  end
end

--- Routes a signal that was accepted.
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

--- Sends the delayed signals that are due.
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

--- Forgets a child that has ended, because its pid may be reused.
function routing.forget(child)
  targets[child] = nil
end

return routing
