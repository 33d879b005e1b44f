---@meta _

--- The part of the module `signal` for signals that the kernel sends by itself: when a time is
--- over, or when there is something to read.

--- Sends ALRM to this process after some seconds. 0 cancels the alarm. Source: alarm(2),
--- setitimer(2).
---
--- ```lua
--- signal.alarm(0.5)
--- ```
---@param seconds number
---@return number seconds left of the previous alarm, 0 if none
function signal.alarm(seconds) end

--- Sets an interval timer. `real` sends ALRM after that much time. `virtual` sends VTALRM after
--- that much user CPU time, and `prof` sends PROF after that much user and system CPU time. Source:
--- setitimer(2).
---
--- ```lua
--- signal.timer("real", 1, 0.5)
--- ```
---@param clock "real"|"virtual"|"prof"
---@param seconds number until the first signal; 0 cancels the timer
---@param interval? number between further signals; default 0: only one
---@return number seconds left of the previous timer, 0 if none
function signal.timer(clock, seconds, interval) end

---@class signal.TimerOptions
---@field interval? number seconds between further signals; default: only one signal
---@field value? integer the value in signal.Info; default 0
---@field clock? "monotonic"|"real"|"processor" default monotonic

--- Starts a timer that sends this process a signal, with the cause `timer` and a value. Returns the
--- number of the timer. There may be many. Errors: EAGAIN, ENOMEM. Source: timer_create(2).
---
--- ```lua
--- signal.handle("USR1", function(info) print(info.cause, info.value) end) --> timer  7
--- local timer = signal.timer_create("USR1", 0.5, { interval = 1, value = 7 })
--- ```
---@param which signal.Which
---@param seconds number more than 0, at most 1e9
---@param options? signal.TimerOptions
---@return integer? timer
---@return string? message
---@return string? errno
function signal.timer_create(which, seconds, options) end

--- Stops and deletes a timer. Errors: EINVAL if it does not exist. Source: timer_delete(2).
---
--- ```lua
--- signal.timer_delete(timer)
--- ```
---@param timer integer
---@return true? deleted
---@return string? message
---@return string? errno
function signal.timer_delete(timer) end

--- Sends a process a signal, with the cause `io` and the descriptor as `fd`, each time a pipe,
--- socket or terminal becomes ready for reading or writing. 0 as signal ends that. Errors: EBADF,
--- ESRCH. Source: fcntl(2), F_SETSIG, F_SETOWN, O_ASYNC.
---
--- ```lua
--- local reading, writing = process.pipe()
--- signal.handle("RTMIN", function(info) print(info.cause, info.fd == reading) end) --> io  true
--- signal.setsig(reading, "RTMIN")
--- process.write(writing, "x")
--- ```
---@param fd integer|file*
---@param which signal.Which|0
---@param pid? integer a process, or with a negative number a process group; default: this process
---@return true? set
---@return string? message
---@return string? errno
function signal.setsig(fd, which, pid) end

--- Sends this process a signal, with the cause `message` and a value, when the next message comes
--- into an empty queue of `process.mq_open`. That holds for one signal; 0 as signal cancels it.
--- Errors: EBADF, EBUSY if a process waits for that already. Source: mq_notify(3).
---
--- ```lua
--- signal.mq_notify(queue, "USR1", 7)
--- ```
---@param queue integer
---@param which signal.Which|0
---@param value? integer 64 bits; default 0
---@return true? set
---@return string? message
---@return string? errno
function signal.mq_notify(queue, which, value) end
