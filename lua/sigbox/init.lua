-- Policies of an init, to combine: local init = require "sigbox.init".

local routing = require("sigbox.routing")
local waiting = require("sigbox.waiting")
local stopping = require("sigbox.stopping")
local status = require("sigbox.status")
local running = require("sigbox.running")

return {
  spawn = waiting.spawn,
  forward = routing.forward,
  rewrite = routing.rewrite,
  drop = routing.drop,
  delay = routing.delay,
  escalate = routing.escalate,
  wait = waiting.wait,
  wait_all = waiting.wait_all,
  stop = stopping.stop,
  kill_orphans = stopping.kill_orphans,
  remap = status.remap,
  status = status.status,
  run = running.run,
  restart = running.restart,
}
