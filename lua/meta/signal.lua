---@meta signal

--- Signals: dispositions, the mask, waiting and sending.
---
--- A signal is a name with or without SIG, in upper or lower case, a number from 1 to 64, `RTMIN+n`
--- or `RTMAX-n`. If the kernel refuses a call, the call returns nil, a message and the name of the
--- error, as `nil, message, "ESRCH"`. Misuse raises an error that names the argument.
signal = {}

---@alias signal.Which string|integer

--- A signal, a list of signals, or a table with names as keys and true as values, as the functions
--- of this module return it.
---@alias signal.Set signal.Which|signal.Which[]|table<string, boolean>

--- Names in the order of their numbers, and each name as a key, as in `set[1]`, `#set`, `set.TERM`.
---@class signal.Names: { [integer]: string, [string]: boolean }

--- What the kernel reports about one signal: siginfo_t of sigaction(2).
---@class signal.Info
---@field signal integer number of the signal
---@field name string name without SIG
---@field pid integer pid of the sender in this PID namespace; 0 if it is in an ancestor namespace
---@field uid integer uid of the sender in this user namespace
---@field code integer si_code
---@field cause string user, queue, thread, kernel, timer, child, fault, message, io or other
---@field origin string where the sender is: inside, host (an ancestor namespace) or kernel
---@field status? integer CHLD only: exit code, or the signal that ended or stopped the child
---@field fd? integer cause io only: the descriptor that is ready
---@field address? integer faults only: the address
---@field value integer value of signal.queue, a timer or mq_notify(3), otherwise 0
---@field time number when it was delivered, in seconds since the Epoch

--- Flags of sigaction(2).
---@class signal.HandleOptions
---@field restart? boolean SA_RESTART: process.wait continues after the handler
---@field nodefer? boolean SA_NODEFER: the signal may interrupt its own handler
---@field resethand? boolean SA_RESETHAND: the first delivery restores the default
---@field nocldstop? boolean SA_NOCLDSTOP: no CHLD for children that stop
---@field nocldwait? boolean SA_NOCLDWAIT: children leave no zombie
---@field mask? signal.Set sa_mask: also blocked while the handler runs
---@field when? "immediate"|"deferred" deferred: only while the script waits

--- Catches a signal. The kernel's handler is installed at once, and SigCgt shows it. The function
--- runs at the script's next instruction, and interrupts a call that blocks. If it raises an error,
--- the process exits with 1. Errors: EINVAL for KILL and STOP. Source: sigaction(2).
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

--- Returns the disposition of a signal: default, ignored or caught. Source: sigaction(2).
---
--- ```lua
--- assert(signal.disposition("TERM") == "default")
--- ```
---@param which signal.Which
---@return "default"|"ignored"|"caught" disposition
function signal.disposition(which) end

--- Adds signals to the mask and returns the previous mask. The kernel silently leaves out KILL and
--- STOP. Source: sigprocmask(2).
---
--- ```lua
--- signal.block("TERM", { "USR1", "USR2" })
--- ```
---@param ... signal.Set
---@return signal.Names before
function signal.block(...) end

--- Removes signals from the mask and returns the previous mask. Handlers of pending signals have
--- run when it returns. Source: sigprocmask(2).
---
--- ```lua
--- signal.unblock("TERM")
--- ```
---@param ... signal.Set
---@return signal.Names before
function signal.unblock(...) end

--- Returns the mask, that is, the blocked signals. Source: sigprocmask(2).
---
--- ```lua
--- assert(#signal.mask() == 0)
--- ```
---@return signal.Names mask
function signal.mask() end

--- Replaces the mask and returns the previous mask. Handlers of pending signals that are no longer
--- blocked have run when it returns. Source: sigprocmask(2), SIG_SETMASK.
---
--- ```lua
--- local before = signal.setmask({ "TERM" })
--- signal.setmask(before)
--- ```
---@param set signal.Set
---@return signal.Names before
function signal.setmask(set) end

--- Returns the pending signals, that is, those that were sent while blocked. Source: sigpending(2).
---
--- ```lua
--- if signal.pending().TERM then print("TERM waits") end
--- ```
---@return signal.Names pending
function signal.pending() end

--- Waits for a signal of a set and accepts it without running its handler. The set is blocked while
--- waiting. With 0 seconds, it takes a signal that is pending, and does not wait. Errors: EAGAIN if
--- the time is over, EINTR if a handler of another signal ran while it waited. Source:
--- sigtimedwait(2).
---
--- ```lua
--- signal.block("TERM", "CHLD")
--- local info = signal.wait({ "TERM", "CHLD" }, 5)
--- local pending = signal.wait("TERM", 0) -- nil if TERM is not pending
--- ```
---@param set? signal.Set default: the blocked signals
---@param seconds? number 0 or more, at most 1e9; default: no limit
---@return signal.Info? info
---@return string? message
---@return string? errno
function signal.wait(set, seconds) end

--- Waits until a handler has run. A handler that runs after a test but before the call is missed:
--- to avoid this, block the signal, test, and call `signal.suspend`. Source: pause(2).
---
--- ```lua
--- signal.pause()
--- ```
function signal.pause() end

--- Replaces the mask, waits until one handler has run, and restores the mask. Also works inside a
--- handler.
--- Source: sigsuspend(2).
---
--- ```lua
--- signal.block("USR1")
--- while not done do signal.suspend({}) end
--- ```
---@param set signal.Set
function signal.suspend(set) end

--- Blocks signals and returns a descriptor from which they can be read. Errors: EMFILE, ENFILE,
--- ENOMEM. Source: signalfd(2).
---
--- ```lua
--- local fd = assert(signal.fd("TERM", "CHLD"))
--- ```
---@param ... signal.Set
---@return integer? fd
---@return string? message
---@return string? errno
function signal.fd(...) end

--- Reads the next signal from a descriptor of signalfd(2). One of `signal.fd` never blocks; an
--- inherited one blocks if it has no O_NONBLOCK, until a handler interrupts it. Errors: EAGAIN if
--- no signal is pending, EINTR if a handler ran, EBADF, EINVAL if the descriptor is of another
--- kind. Source: signalfd(2).
---
--- ```lua
--- local info = signal.read(fd)
--- ```
---@param fd integer
---@return signal.Info? info
---@return string? message
---@return string? errno
function signal.read(fd) end

--- Sends a signal to a process. A negative pid means a process group, and -1 all processes. Signal
--- 0 only checks that the process exists and may be signaled. Errors: ESRCH, EPERM. Source:
--- kill(2).
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

--- Sends a signal to a process group. Errors: ESRCH, EPERM. Source: killpg(3).
---
--- ```lua
--- signal.killpg(group, "TERM")
--- ```
---@param group integer
---@param which signal.Which
---@return true? sent
---@return string? message
---@return string? errno
function signal.killpg(group, which) end

--- Sends a signal to one thread of a process. Errors: ESRCH, EPERM. Source: tgkill(2).
---
--- ```lua
--- signal.tgkill(pid, pid, "USR1")
--- ```
---@param pid integer
---@param thread integer
---@param which signal.Which
---@return true? sent
---@return string? message
---@return string? errno
function signal.tgkill(pid, thread, which) end

--- Sends a signal to the process of a pidfd, which is safe from reused pids. With a value or a
--- code, queues the signal as `signal.queue` does. Errors: EBADF, ESRCH, EPERM, EAGAIN. Source:
--- pidfd_send_signal(2).
---
--- ```lua
--- signal.send(pidfd, "TERM")
--- signal.send(pidfd, "RTMIN", 42)
--- ```
---@param pidfd integer
---@param which signal.Which
---@param value? integer 64 bits
---@param code? integer si_code; default -1, SI_QUEUE
---@return true? sent
---@return string? message
---@return string? errno
function signal.send(pidfd, which, value, code) end

--- Queues a signal with a value. Real-time signals are delivered as often as they were sent, in
--- order. The receiver sees the code as `info.code`. Only the process itself may send itself a code
--- of 0 or more, which stand for kill(2) and the kernel, or -6, which stands for tgkill(2).
--- Errors: ESRCH, EPERM, also for such a code, EAGAIN if the receiver's queue is full. Source:
--- sigqueue(3), rt_sigqueueinfo(2).
---
--- ```lua
--- signal.queue(pid, "RTMIN+1", 42)
--- signal.queue(pid, "USR1", 42, -3) -- SI_MESGQ, as if a message had arrived
--- ```
---@param pid integer
---@param which signal.Which
---@param value? integer 64 bits; default 0
---@param code? integer si_code; default -1, SI_QUEUE
---@return true? sent
---@return string? message
---@return string? errno
function signal.queue(pid, which, value, code) end

--- Queues a signal with a value for one thread of a process. Errors: ESRCH, EPERM, EAGAIN. Source:
--- rt_tgsigqueueinfo(2).
---
--- ```lua
--- signal.tgqueue(pid, thread, "RTMIN", 42)
--- ```
---@param pid integer
---@param thread integer
---@param which signal.Which
---@param value? integer 64 bits; default 0
---@param code? integer si_code; default -1, SI_QUEUE
---@return true? sent
---@return string? message
---@return string? errno
function signal.tgqueue(pid, thread, which, value, code) end

--- Causes a fault: the processor raises SEGV, BUS, FPE, ILL or TRAP. ABRT calls abort(3), which
--- does not return. A fault that is not caught ends even PID 1. Errors: EINVAL for other signals.
--- Source: signal(7), abort(3); `force_sig_info_to_task` in kernel/signal.c.
---
--- ```lua
--- signal.handle("SEGV", function(info) print(info.cause, info.address) end)
--- signal.fault("SEGV")
--- ```
---@param which signal.Which
---@return true returned
function signal.fault(which) end

--- Returns the limit of signals that may be queued for the user's processes. With a count, sets it.
--- Errors: EINVAL if the count exceeds the hard limit. Source: getrlimit(2), RLIMIT_SIGPENDING.
---
--- ```lua
--- signal.queue_limit(10)
--- ```
---@param count? integer
---@return integer? before
---@return string? message
---@return string? errno
function signal.queue_limit(count) end

--- Sends a signal to this thread. Its handler has run when the call returns. In PID 1, the kernel
--- drops a signal at its default. Source: raise(3), tgkill(2).
---
--- ```lua
--- signal.raise("USR1")
--- ```
---@param which signal.Which
---@return true sent
function signal.raise(which) end

--- Returns the names of the 64 signals by their numbers. 32 and 33, which glibc reserves, have
--- their numbers as names.
---
--- ```lua
--- print(signal.list()[15]) --> TERM
--- ```
---@return string[] names
function signal.list() end

--- Returns the number of a signal. Source: signal(7).
---
--- ```lua
--- print(signal.number("TERM"), signal.number("RTMIN+1")) --> 15  35
--- ```
---@param which signal.Which
---@return integer number
function signal.number(which) end

--- Returns the C library's description of a signal. Source: strsignal(3).
---
--- ```lua
--- print(signal.strsignal("TERM")) --> Terminated
--- ```
---@param which signal.Which
---@return string text
function signal.strsignal(which) end

return signal
