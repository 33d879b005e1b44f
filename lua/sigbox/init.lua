-- Parts of an init: local init = require "sigbox.init". lua/meta/init.lua documents each function.

local checked = require("sigbox.checking").checked
local routing = require("sigbox.routing")
local waiting = require("sigbox.waiting")
local stopping = require("sigbox.stopping")
local status = require("sigbox.status")
local running = require("sigbox.running")

local command = { "command", "command" }
local child = { "child", "pid" }
local signals = { "signals", "set" }
local deadline = { "deadline", "deadline", optional = true }

--- Returns a parameter that is a table of options. `of` has the kind of each option.
---@param of table<string, kinds.Kind>
local function options(of)
  return { "options", of, optional = true }
end

return {
  spawn = checked("spawn", waiting.spawn, command),
  forward = checked("forward", routing.forward, child,
    { "signals", "set", optional = true }, options({ group = "boolean" })),
  rewrite = checked("rewrite", routing.rewrite, { "map", "rewrites" }),
  drop = checked("drop", routing.drop, signals),
  delay = checked("delay", routing.delay, signals, { "seconds", "seconds" }),
  escalate = checked("escalate", routing.escalate, signals, { "to", "signal", optional = true }),
  wait = checked("wait", waiting.wait, child, deadline),
  wait_any = checked("wait_any", waiting.wait_any,
    { "children", "pids", optional = true }, deadline),
  wait_all = checked("wait_all", waiting.wait_all, deadline),
  stop = checked("stop", stopping.stop, child,
    options({ signal = "signal", grace = "seconds", group = "boolean" })),
  kill_orphans = checked("kill_orphans", stopping.kill_orphans,
    { "grace", "seconds", optional = true }),
  remap = checked("remap", status.remap, { "map", "codes" }),
  status = checked("status", status.status, { "ended", "ended" }),
  run = checked("run", running.run, command,
    options({ group = "boolean", orphans = { "leave", "wait", "kill" }, grace = "seconds" })),
  restart = checked("restart", running.restart, command, options({
    when = { "failure", "always" }, delay = "seconds", times = "count", stops = "set",
    group = "boolean",
  })),
}
