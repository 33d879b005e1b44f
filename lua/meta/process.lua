---@meta process

--- Processes: spawning, forking, waiting, sleeping, looking.
---
--- What the kernel refuses at run time comes back as `nil, message, "ECHILD"`; misuse is raised and
--- names the argument. Calls that block end early when a handler of the script ran.
process = {}

--- A command: its words, and what is set up before it runs.
---@class process.Command
---@field [integer] string|number words; the first is a path or is looked for in PATH
---@field env? table<string, string|number> the whole environment; else this process's
---@field cwd? string working directory
---@field stdin? string|integer|file*|false a path, descriptor or file; false for /dev/null
---@field stdout? string|integer|file*|false|process.Append as stdin; a path is made or emptied
---@field stderr? string|integer|file*|false|process.Append as stdout; "stdout" means the same file
---@field descriptors? (integer|file*)[] further descriptors, which become 3, 4 and so on
---@field session? boolean lead a new session: setsid(2)
---@field terminal? integer|file* controls the new session; also what is 0, 1 and 2 where not given
---@field foreground? boolean its group takes the terminal on descriptor 0: tcsetpgrp(3)
---@field group? boolean|integer true or 0 a group of its own, else the group to join: setpgid(2)
---@field mask? signal.Set blocked when it starts; else what is blocked here
---@field ignore? signal.Set ignored when it starts, beside what is ignored here
---@field default? signal.Set at the default although ignored here
---@field death? signal.Which sent to it when this process ends: PR_SET_PDEATHSIG
---@field limits? table<process.Resource, process.Amount|process.Amount[]> both, or {soft, hard}
---@field uid? integer the user that it runs as
---@field gid? integer the group that it runs in, its only one

--- A file that is made or appended to. A file that is named for both stdout and stderr is opened
--- once; a file with the name stdout is written "./stdout".
---@class process.Append
---@field append string its path

--- A command that replaces this process; the fields as in process.Command.
---@class process.ExecCommand
---@field [integer] string|number
---@field env? table<string, string|number>
---@field cwd? string
---@field stdin? string|integer|file*|false
---@field stdout? string|integer|file*|process.Append|false
---@field stderr? string|integer|file*|process.Append|false
---@field descriptors? (integer|file*)[]
---@field mask? signal.Set
---@field ignore? signal.Set
---@field default? signal.Set

--- A resource limit: a number, in bytes, seconds or pieces.
---@alias process.Amount integer|"unlimited"
---@alias process.Resource
---| "cpu"|"fsize"|"data"|"stack"|"core"|"rss"|"nproc"|"nofile"|"memlock"|"as"|"locks"
---| "sigpending"|"msgqueue"|"nice"|"rtprio"|"rttime"

--- A child that ended, stopped or went on.
---@class process.Ended
---@field pid integer
---@field event "exited"|"killed"|"stopped"|"continued"
---@field status? integer as a shell has it: the code, or 128 and the signal
---@field code? integer exit code
---@field signal? integer the signal that killed or stopped it
---@field name? string that signal's name
---@field core? boolean whether it left a core dump
---@field user number seconds of the processor in the program
---@field system number seconds of the processor in the kernel for it
---@field memory integer the most that was resident, in bytes

--- A process's entry in /proc, the sets under the kernel's own names.
---@class process.Status
---@field pid integer
---@field name string command, 15 bytes at most
---@field state string running, sleeping, uninterruptible, stopped, traced, zombie, dead or idle
---@field parent integer 0 where it is in another namespace
---@field threads integer
---@field SigPnd signal.Names pending for the thread
---@field ShdPnd signal.Names pending for the process
---@field SigBlk signal.Names blocked
---@field SigIgn signal.Names ignored
---@field SigCgt signal.Names caught

--- Starts a command in a child, without copying this process. Ignored signals stay ignored and the
--- mask is inherited, as execve(2) has it; descriptors that are not named are closed. Errors: those
--- of the step that failed, as ENOENT, EACCES, ENOEXEC, EPERM, EBADF, ENOTTY, EAGAIN; no child is
--- left then, and the terminal has the foreground group that it had.
--- Source: execve(2), clone(2).
---
--- ```lua
--- local child = assert(process.spawn{ "sleep", "10", stdout = "/tmp/log", group = true })
--- ```
---@param command process.Command
---@return integer? pid
---@return string? message
---@return string? errno
function process.spawn(command) end

--- Copies this process; the child runs the function and exits with what it returns (0 for nothing,
--- 1 for an error). Errors: EAGAIN, ENOMEM. Source: fork(2).
---
--- ```lua
--- local child = process.fork(function() return 7 end)
--- ```
---@param fn fun(): integer?
---@return integer? pid
---@return string? message
---@return string? errno
function process.fork(fn) end

---@class process.WaitOptions
---@field nohang? boolean do not wait: EAGAIN when no child has changed
---@field stopped? boolean also children that a signal stopped
---@field continued? boolean also children that CONT woke
---@field nowait? boolean leave the child to be waited for again
---@field restart? boolean continue after handlers that ran, as if each had the option restart
---@field pidfd? integer the child behind this descriptor

--- Waits for a child to end and reaps it: any child, the child `pid`, or with a negative `pid` one
--- of that group. A handler that runs meanwhile ends the call, so that a loop can look at what it
--- changed, unless the handler or this call has restart. Errors: ECHILD, EINTR when a handler ran,
--- EAGAIN with nohang. Source: waitid(2).
---
--- ```lua
--- local ended = process.wait(child)
--- print(ended.pid, ended.code or ended.name)
--- ```
---@param pid? integer
---@param options? process.WaitOptions
---@return process.Ended? ended
---@return string? message
---@return string? errno
function process.wait(pid, options) end

--- Reaps all children that have ended, orphans that became children included, without waiting.
--- With "status" it gives no more of each than its exit status, by its pid, which takes a fraction
--- of the time and memory where there are thousands. Source: waitpid(2), WNOHANG.
---
--- ```lua
--- signal.handle("CHLD", function() process.reap() end)
--- local status = process.reap("status")[child]
--- ```
---@param field? nil
---@return process.Ended[] ended
---@overload fun(field: "status"): table<integer, integer>
function process.reap(field) end

--- Sleeps. Returns the seconds left, 0 at the end, more when a handler ran.
--- Source: clock_nanosleep(2).
---
--- ```lua
--- local left = 100
--- while left > 0 do left = process.sleep(left) end
--- ```
---@param seconds number 0 or more
---@return number left
function process.sleep(seconds) end

--- Replaces this process by a command; returns only when that fails, and everything is as before
--- then. Buffered output is written first. Ignored and blocked signals stay so. It refuses the
--- options of spawn that a failed exec could not undo. Descriptors that are not close-on-exec stay
--- open.
--- Errors: ENOENT, EACCES, ENOEXEC, EBADF. Source: execve(2).
---
--- ```lua
--- process.exec{ "sh", "-c", "echo now I am a shell", cwd = "/" }
--- ```
---@param command process.ExecCommand
---@return nil
---@return string message
---@return string errno
function process.exec(command) end

--- Opens a descriptor of a process, readable once it has ended. Errors: ESRCH, EMFILE.
--- Source: pidfd_open(2).
---
--- ```lua
--- local pidfd = assert(process.pidfd(child))
--- process.poll({ pidfd }, 5)
--- ```
---@param pid integer
---@return integer? pidfd
---@return string? message
---@return string? errno
function process.pidfd(pid) end

--- Makes a pipe, both ends closed in commands that are started. Errors: EMFILE, ENFILE.
--- Source: pipe2(2).
---
--- ```lua
--- local reading, writing = process.pipe()
--- process.spawn{ "date", stdout = writing }
--- process.close(writing)
--- print(process.read(reading))
--- ```
---@return integer reading
---@return integer writing
---@overload fun(): nil, string, string
function process.pipe() end

--- Reads what is there, at least a byte; an empty string is the end. Errors: EINTR, EBADF, EAGAIN.
--- Source: read(2).
---
--- ```lua
--- local text = process.read(0)
--- ```
---@param fd integer|file*
---@param count? integer the most bytes, 65536 when left out
---@return string? bytes
---@return string? message
---@return string? errno
function process.read(fd, count) end

--- Writes bytes, all of them or a part; returns how many. Errors: EINTR, EBADF, EPIPE, EAGAIN.
--- Source: write(2).
---
--- ```lua
--- process.write(1, "text\n")
--- ```
---@param fd integer|file*
---@param text string
---@return integer? count
---@return string? message
---@return string? errno
function process.write(fd, text) end

--- Closes a descriptor. Errors: EBADF. Source: close(2).
---
--- ```lua
--- process.close(fd)
--- ```
---@param fd integer|file*
---@return true? closed
---@return string? message
---@return string? errno
function process.close(fd) end

---@class process.Tree: { [integer]: process.Tree }
---@field pid integer
---@field name string
---@field state string

--- A process and its descendants, the children as the list of each. Errors: ESRCH. Source: proc(5).
---
--- ```lua
--- local tree = process.tree(1)
--- print(tree.name, #tree)
--- ```
---@param pid? integer this process when left out
---@return process.Tree? tree
---@return string? message
---@return string? errno
function process.tree(pid) end

--- Ends this process at once, after flushing its files; for PID 1 the kernel ends the whole box.
--- Errors: EINVAL for a code that is not 0 to 255. Source: _exit(2).
---
--- ```lua
--- process.exit(3)
--- ```
---@param code? integer 0 when left out
---@return never
function process.exit(code) end

--- This process's pid; 1 for the init. Source: getpid(2).
---
--- ```lua
--- print(process.pid()) --> 1
--- ```
---@return integer pid
function process.pid() end

--- The parent's pid, 0 where it is in another PID namespace. Source: getppid(2).
---
--- ```lua
--- print(process.parent()) --> 0
--- ```
---@return integer pid
function process.parent() end

--- The pids of this process's children, zombies included. Source: proc(5), task/TID/children.
---
--- ```lua
--- for _, pid in ipairs(process.children()) do print(pid) end
--- ```
---@return integer[] pids
function process.children() end

--- What /proc says of a process and its signals. Errors: ESRCH. Source: proc_pid_status(5).
---
--- ```lua
--- if process.status(1).SigCgt.TERM then print("PID 1 catches TERM") end
--- ```
---@param pid? integer this process when left out
---@return process.Status? status
---@return string? message
---@return string? errno
function process.status(pid) end

return process
