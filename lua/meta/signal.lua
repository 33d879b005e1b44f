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
---@field origin string where the sender stands: inside, host (an ancestor namespace) or kernel
---@field status? integer of a child: its exit code, or the signal that ended or stopped it
---@field address? integer of a fault
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
---@field when? "immediate"|"deferred" deferred: only where the script waits, as a shell's trap

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

--- How the kernel takes a signal now: default, ignored or caught. Source: sigaction(2).
---
--- ```lua
--- assert(signal.disposition("TERM") == "default")
--- ```
---@param which signal.Which
---@return "default"|"ignored"|"caught" disposition
function signal.disposition(which) end

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

--- The signals that are blocked. Source: sigprocmask(2).
---
--- ```lua
--- assert(#signal.mask() == 0)
--- ```
---@return signal.Names mask
function signal.mask() end

--- Blocks just these signals and returns what was blocked before. Handlers of pending ones that are
--- no longer blocked have run when it returns. Source: sigprocmask(2), SIG_SETMASK.
---
--- ```lua
--- local before = signal.setmask({ "TERM" })
--- signal.setmask(before)
--- ```
---@param set signal.Set
---@return signal.Names before
function signal.setmask(set) end

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

--- Waits until a handler ran. One that ran between a test and the call is not seen: block its
--- signal, test, and call suspend. Source: pause(2).
---
--- ```lua
--- signal.pause()
--- ```
function signal.pause() end

--- Waits under another mask until a handler ran; the mask is back when it returns.
--- Source: sigsuspend(2).
---
--- ```lua
--- signal.block("USR1")
--- while not done do signal.suspend({}) end
--- ```
---@param set signal.Set
function signal.suspend(set) end

--- Blocks signals and opens a descriptor from which they are read. Errors: EMFILE, ENFILE, ENOMEM.
--- Source: signalfd(2).
---
--- ```lua
--- local fd = assert(signal.fd("TERM", "CHLD"))
--- ```
---@param ... signal.Set
---@return integer? fd
---@return string? message
---@return string? errno
function signal.fd(...) end

--- Reads the next signal from a descriptor of signal.fd. Errors: EAGAIN when none is pending,
--- EBADF, EINVAL for a descriptor of another kind. Source: signalfd(2).
---
--- ```lua
--- local info = signal.read(fd)
--- ```
---@param fd integer
---@return signal.Info? info
---@return string? message
---@return string? errno
function signal.read(fd) end

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

--- Sends a signal to the process behind a pidfd, which a recycled pid cannot fool.
--- Errors: EBADF, ESRCH, EPERM. Source: pidfd_send_signal(2).
---
--- ```lua
--- signal.send(pidfd, "TERM")
--- ```
---@param pidfd integer
---@param which signal.Which
---@return true? sent
---@return string? message
---@return string? errno
function signal.send(pidfd, which) end

--- Queues a signal with a value; real-time signals arrive as often as they are sent, in order.
--- Errors: ESRCH, EPERM, EAGAIN when the receiver's queue is full. Source: sigqueue(3).
---
--- ```lua
--- signal.queue(pid, "RTMIN+1", 42)
--- ```
---@param pid integer
---@param which signal.Which
---@param value? integer 64 bits, 0 when left out
---@return true? sent
---@return string? message
---@return string? errno
function signal.queue(pid, which, value) end

--- Makes a real fault: the processor raises SEGV, BUS, FPE, ILL or TRAP; ABRT is abort(3), which
--- does not return. Uncaught it ends even PID 1. Errors: EINVAL for other signals.
--- Source: signal(7), abort(3); `force_sig_info_to_task` in kernel/signal.c.
---
--- ```lua
--- signal.handle("SEGV", function(info) print(info.cause, info.address) end)
--- signal.fault("SEGV")
--- ```
---@param which signal.Which
---@return true returned
function signal.fault(which) end

--- Has the kernel send ALRM after some seconds; 0 turns it off. Source: alarm(2), setitimer(2).
---
--- ```lua
--- signal.alarm(0.5)
--- ```
---@param seconds number
---@return number left of the alarm from before, 0 for none
function signal.alarm(seconds) end

--- Sets an interval timer: `real` sends ALRM, `virtual` VTALRM after that much time of the
--- processor in the program, `prof` PROF with the kernel's time for it as well. Source:
--- setitimer(2).
---
--- ```lua
--- signal.timer("real", 1, 0.5)
--- ```
---@param clock "real"|"virtual"|"prof"
---@param seconds number when it ends first; 0 turns it off
---@param interval? number when it ends again after that; 0 for once
---@return number left of the timer from before, 0 for none
function signal.timer(clock, seconds, interval) end

---@class signal.TimerOptions
---@field interval? number seconds between further signals; once when left out
---@field value? integer the value that info has
---@field clock? "monotonic"|"real"|"processor" monotonic when left out

--- Starts a timer that sends this process a signal, with the cause timer and a value. Returns its
--- number; there may be many. Errors: EAGAIN, ENOMEM. Source: timer_create(2).
---
--- ```lua
--- signal.handle("USR1", function(info) print(info.cause, info.value) end) --> timer  7
--- local timer = signal.timer_create("USR1", 0.5, { interval = 1, value = 7 })
--- ```
---@param which signal.Which
---@param seconds number more than 0
---@param options? signal.TimerOptions
---@return integer? timer
---@return string? message
---@return string? errno
function signal.timer_create(which, seconds, options) end

--- Stops and deletes a timer. Errors: EINVAL for one that does not exist. Source: timer_delete(2).
---
--- ```lua
--- signal.timer_delete(timer)
--- ```
---@param timer integer
---@return true? deleted
---@return string? message
---@return string? errno
function signal.timer_delete(timer) end

--- The limit of signals that may be queued for the user's processes; with a count it is set first.
--- Errors: EINVAL above the hard limit. Source: getrlimit(2), RLIMIT_SIGPENDING.
---
--- ```lua
--- signal.queue_limit(10)
--- ```
---@param count? integer
---@return integer? before
---@return string? message
---@return string? errno
function signal.queue_limit(count) end

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

--- The number of a signal. Source: signal(7).
---
--- ```lua
--- print(signal.number("TERM"), signal.number("RTMIN+1")) --> 15  35
--- ```
---@param which signal.Which
---@return integer number
function signal.number(which) end

--- What a signal is for, in the C library's words. Source: strsignal(3).
---
--- ```lua
--- print(signal.strsignal("TERM")) --> Terminated
--- ```
---@param which signal.Which
---@return string text
function signal.strsignal(which) end

return signal
