---@meta signal

--- Signals: dispositions, the mask, waiting and sending.
---
--- A signal is a name with or without SIG in either case, a number from 1 to 64, or `RTMIN+n` and
--- `RTMAX-n`. What the kernel refuses at run time comes back as `nil, message, "ESRCH"`; misuse is
--- raised and names the argument.
signal = {}

---@alias signal.Which string|integer

--- A signal, a list of signals, or a table as the functions here return it, with true behind names.
---@alias signal.Set signal.Which|signal.Which[]|table<string, boolean>

--- Names in the order of their numbers, and each name as a key: `set[1]`, `#set`, `set.TERM`.
---@class signal.Names: { [integer]: string, [string]: boolean }

--- What the kernel says of one signal (siginfo_t of sigaction(2)).
---@class signal.Info
---@field signal integer number of the signal
---@field name string name without SIG
---@field pid integer sender as this PID namespace numbers it; 0 for one in an ancestor namespace
---@field uid integer sender's user in this user namespace
---@field code integer si_code
---@field cause string user, queue, thread, kernel, timer, child, fault, message, io or other
---@field value integer value of sigqueue(3), else 0
---@field time number when it was delivered, in seconds since the Epoch

--- Flags of sigaction(2).
---@class signal.HandleOptions
---@field restart? boolean SA_RESTART: process.wait goes on after the handler
---@field nodefer? boolean SA_NODEFER: the signal may interrupt its own handler
---@field resethand? boolean SA_RESETHAND: back to the default at the first delivery
---@field nocldstop? boolean SA_NOCLDSTOP: no CHLD for children that stop
---@field nocldwait? boolean SA_NOCLDWAIT: children leave no zombie
---@field mask? signal.Set sa_mask: blocked as well while the handler runs

--- Catches a signal. The handler is in the kernel from here on (SigCgt shows it); the function runs
--- at the script's next instruction and ends a call that blocks. An error in it ends the process
--- with 1. Errors: EINVAL for KILL and STOP. Source: sigaction(2).
---
--- ```lua
--- signal.handle("TERM", function(info) print("from", info.pid) process.exit(0) end)
--- ```
---@param which signal.Which
---@param handler fun(info: signal.Info)
---@param options? signal.HandleOptions
function signal.handle(which, handler, options) end

--- Sets signals to SIG_IGN. Errors: EINVAL for KILL and STOP. Source: sigaction(2).
---
--- ```lua
--- signal.ignore("INT", "QUIT")
--- ```
---@param ... signal.Set
function signal.ignore(...) end

--- Sets signals to SIG_DFL. Errors: EINVAL for KILL and STOP. Source: sigaction(2).
---
--- ```lua
--- signal.default("INT")
--- ```
---@param ... signal.Set
function signal.default(...) end

--- Blocks signals and returns what was blocked before. The kernel leaves KILL and STOP out of any
--- mask without a word. Source: sigprocmask(2).
---
--- ```lua
--- signal.block("TERM", { "USR1", "USR2" })
--- ```
---@param ... signal.Set
---@return signal.Names before
function signal.block(...) end

--- Unblocks signals and returns what was blocked before. Handlers of pending ones have run when it
--- returns. Source: sigprocmask(2).
---
--- ```lua
--- signal.unblock("TERM")
--- ```
---@param ... signal.Set
---@return signal.Names before
function signal.unblock(...) end

--- The signals that are blocked and have come. Source: sigpending(2).
---
--- ```lua
--- if signal.pending().TERM then print("TERM waits") end
--- ```
---@return signal.Names pending
function signal.pending() end

--- Waits for a signal of a set and accepts it, without a handler; the signals of the set are
--- blocked meanwhile. Without a set: whatever is blocked. Errors: EAGAIN when the time is over,
--- EINTR when the handler of another signal ran. Source: sigtimedwait(2).
---
--- ```lua
--- signal.block("TERM", "CHLD")
--- local info = signal.wait({ "TERM", "CHLD" }, 5)
--- ```
---@param set? signal.Set
---@param seconds? number 0 or more; for ever when left out
---@return signal.Info? info
---@return string? message
---@return string? errno
function signal.wait(set, seconds) end

--- Waits until a handler ran. Source: pause(2).
---
--- ```lua
--- signal.pause()
--- ```
function signal.pause() end

--- Sends a signal to a process, to a group with a negative pid, to all with -1; 0 as the signal
--- only checks. Errors: ESRCH, EPERM. Source: kill(2).
---
--- ```lua
--- assert(signal.kill(child, "TERM"))
--- ```
---@param pid integer
---@param which signal.Which|0
---@return true? sent
---@return string? message
---@return string? errno
function signal.kill(pid, which) end

--- Sends a signal to this thread; its handler has run when it returns. For PID 1 the kernel drops
--- one that is at its default. Source: raise(3), tgkill(2).
---
--- ```lua
--- signal.raise("USR1")
--- ```
---@param which signal.Which
---@return true sent
function signal.raise(which) end

--- The names of the 64 signals, at their numbers; glibc keeps 32 and 33 without a name.
---
--- ```lua
--- print(signal.list()[15]) --> TERM
--- ```
---@return string[] names
function signal.list() end

return signal
