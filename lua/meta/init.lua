---@meta sigbox.init

--- Parts of an init: `local init = require "sigbox.init"`.
---
--- The first call blocks the signals that an init forwards, and CHLD. They are then accepted one by
--- one while a function of this module waits: `wait`, `wait_any`, `wait_all`, `stop`, `run` and so
--- on. A blocked signal is queued even for PID 1, which would otherwise drop it at its default.
local init = {}

--- Starts a command, like `process.spawn`, with the mask that this process had at first. Unless the
--- command says otherwise, it leads a new process group, which becomes the foreground group if this
--- process is in the foreground.
---
--- ```lua
--- local child = assert(init.spawn({ "sleep", "100" }))
--- ```
---@param command process.Command
---@return integer? pid
---@return string? message
---@return string? errno
function init.spawn(command) end

---@class init.ForwardOptions
---@field group? boolean forward to the whole group that the child leads; default false

--- Forwards signals to a child, including those that arrived since it was started.
---
--- ```lua
--- init.forward(child)
--- init.forward(child, { "TERM", "INT" }, { group = true })
--- ```
---@param child integer
---@param signals? signal.Set default: all but those of faults, CHLD, TTIN and TTOU
---@param options? init.ForwardOptions
function init.forward(child, signals, options) end

--- Forwards signals as other signals. false drops a signal.
---
--- ```lua
--- init.rewrite({ TERM = "QUIT", HUP = false })
--- ```
---@param map table<signal.Which, signal.Which|false>
function init.rewrite(map) end

--- Drops signals instead of forwarding them.
---
--- ```lua
--- init.drop({ "HUP", "USR1" })
--- ```
---@param signals signal.Set
function init.drop(signals) end

--- Forwards signals only after a delay.
---
--- ```lua
--- init.delay("TERM", 2.5)
--- ```
---@param signals signal.Set
---@param seconds number
function init.delay(signals, seconds) end

--- Forwards the second of these signals, and each one after it, as another signal at once.
---
--- ```lua
--- init.escalate({ "TERM", "INT" }, "KILL")
--- ```
---@param signals signal.Set
---@param to? signal.Which default "KILL"
function init.escalate(signals, to) end

--- Waits until a child ends, and returns how it ended. Signals are forwarded and other children are
--- reaped meanwhile. If the deadline has passed, it reaps and forwards once. Errors: ECHILD if
--- there is no such child, EAGAIN if the time is over.
---
--- ```lua
--- local ended = init.wait(child, process.clock() + 10)
--- ```
---@param child integer
---@param deadline? number time of `process.clock`; default: none
---@return process.Ended? ended
---@return string? message
---@return string? errno
function init.wait(child, deadline) end

--- Waits until one of several children ends, and returns the one that ended first. Children that
--- were already waited for are skipped. Errors: ECHILD if none is left, EAGAIN if the time is over.
---
--- ```lua
--- local ended = init.wait_any({ server, helper })
--- ```
---@param children? integer[] default: all that `init.spawn` started or that were waited for
---@param deadline? number time of `process.clock`; default: none
---@return process.Ended? ended
---@return string? message
---@return string? errno
function init.wait_any(children, deadline) end

--- Waits until no child is left, adopted orphans included. Returns whether all have ended.
---
--- ```lua
--- local done = init.wait_all(process.clock() + 5)
--- ```
---@param deadline? number time of `process.clock`; default: none
---@return boolean done
function init.wait_all(deadline) end

---@class init.StopOptions
---@field signal? signal.Which the first signal; default "TERM"
---@field grace? number seconds until KILL; default 10
---@field group? boolean signal the whole group that the child leads; default false

--- Stops a child: sends a signal, waits for the grace period, then sends KILL. Returns how the
--- child ended, and whether KILL was needed.
---
--- ```lua
--- local ended, killed = init.stop(child, { grace = 5 })
--- ```
---@param child integer
---@param options? init.StopOptions
---@return process.Ended? ended
---@return boolean|string killed or the message
---@return string? errno
function init.stop(child, options) end

--- Ends all descendants: sends TERM and CONT, waits for the grace period, then sends KILL until
--- none is left.
---
--- ```lua
--- init.kill_orphans(2)
--- ```
---@param grace? number seconds; default 10
function init.kill_orphans(grace) end

--- Replaces exit statuses that `init.status` and `init.run` return.
---
--- ```lua
--- init.remap({ [143] = 0 })
--- ```
---@param map table<integer, integer>
function init.remap(map) end

--- Returns the exit status for the end of a child: its exit code, or 128 plus the signal number,
--- after `init.remap`.
---
--- ```lua
--- return init.status(init.wait(child))
--- ```
---@param ended process.Ended
---@return integer status
function init.status(ended) end

---@class init.RunOptions
---@field group? boolean forward to the whole group; default false
---@field orphans? "leave"|"wait"|"kill" what to do with orphans at the end; default leave
---@field grace? number seconds from TERM to KILL for orphans; default 10

--- Runs a command, forwards all signals to it, reaps, and returns the exit status. The status is
--- 127 if the command does not exist, and 126 if it cannot be run.
---
--- ```lua
--- return init.run({ "server", "--port", "80" }, { orphans = "kill" })
--- ```
---@param command process.Command
---@param options? init.RunOptions
---@return integer status
function init.run(command, options) end

---@class init.RestartOptions
---@field when? "failure"|"always" failure: if the exit code is not 0; default failure
---@field delay? number seconds before each restart; default 1
---@field times? integer maximum number of restarts; default: no limit
---@field stops? signal.Set signals after which it is not restarted; default TERM, INT and QUIT
---@field group? boolean forward to the whole group; default false

--- Runs a command and restarts it when it ends, until a signal of `stops` arrives. Returns the last
--- end, or nil if a start failed.
---
--- ```lua
--- local ended, restarts = init.restart({ "server" }, { when = "always", times = 5 })
--- ```
---@param command process.Command
---@param options? init.RestartOptions
---@return process.Ended? ended
---@return integer|string restarts how often it was restarted, or the message
---@return string? errno
function init.restart(command, options) end

return init
