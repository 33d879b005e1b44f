---@meta process

--- Processes: start, fork, wait for, and inspect them.
---
--- If the kernel refuses a call, the call returns nil, a message and the name of the error, as
--- `nil, message, "ECHILD"`. Misuse raises an error that names the argument. A handler of the
--- script interrupts calls that block.
process = {}

--- A command: its words, and the settings that it starts with.
---@class process.Command
---@field [integer] string|number words; the first is a path, or a name that is searched in PATH
---@field env? table<string, string|number> the whole environment; default: that of this process
---@field cwd? string working directory
---@field stdin? string|integer|file*|false a path, a descriptor or a file; false for /dev/null
---@field stdout? string|integer|file*|false|process.Append as stdin; a path is created or truncated
---@field stderr? string|integer|file*|false|process.Append as stdout; or "stdout" for the same file
---@field descriptors? (integer|file*)[] further descriptors; they become 3, 4 and so on
---@field session? boolean lead a new session: setsid(2)
---@field terminal? integer|file* controlling terminal of the new session; default of 0 to 2
---@field foreground? boolean make its group the foreground group of descriptor 0
---@field group? boolean|integer true or 0: lead a new group; otherwise the group to join
---@field mask? signal.Set blocked when it starts; default: the mask of this process
---@field ignore? signal.Set ignored when it starts, in addition to those ignored here
---@field default? signal.Set at their default when it starts, even if ignored here
---@field death? signal.Which signal that it gets when this process ends: PR_SET_PDEATHSIG
---@field limits? table<process.Resource, process.Amount|process.Amount[]> both, or {soft, hard}
---@field uid? integer user ID that it runs with
---@field gid? integer group ID that it runs with; it has no supplementary groups

--- A file to append to, which is created if it does not exist. If stdout and stderr name the same
--- file, it is opened once. Use "./stdout" for a file that is called stdout.
---@class process.Append
---@field append string path of the file

--- A command that replaces this process. The fields are those of process.Command.
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

--- A resource limit: a number of bytes, seconds or items.
---@alias process.Amount integer|"unlimited"
---@alias process.Resource
---| "cpu"|"fsize"|"data"|"stack"|"core"|"rss"|"nproc"|"nofile"|"memlock"|"as"|"locks"
---| "sigpending"|"msgqueue"|"nice"|"rtprio"|"rttime"

--- A child that ended, stopped or continued.
---@class process.Ended
---@field pid integer
---@field event "exited"|"killed"|"stopped"|"continued"
---@field status? integer as in a shell: the exit code, or 128 plus the signal number
---@field code? integer exit code
---@field signal? integer the signal that killed or stopped it
---@field name? string that signal's name
---@field core? boolean whether it left a core dump
---@field user number user CPU seconds
---@field system number system CPU seconds
---@field memory integer maximum resident size in bytes

--- The /proc status of a process. The sets have the kernel's names.
---@class process.Status
---@field pid integer
---@field name string name of the command, at most 15 bytes
---@field state string running, sleeping, uninterruptible, stopped, traced, zombie, dead or idle
---@field parent integer 0 if it is in another namespace
---@field threads integer
---@field SigPnd signal.Names pending for the thread
---@field ShdPnd signal.Names pending for the process
---@field SigBlk signal.Names blocked
---@field SigIgn signal.Names ignored
---@field SigCgt signal.Names caught

--- Starts a command as a child, without copying this process. As in execve(2), ignored signals stay
--- ignored and the mask is inherited. Descriptors that are not named are closed. Errors: those of
--- the step that failed, such as ENOENT, EACCES, ENOEXEC, EPERM, EBADF, ENOTTY, EAGAIN. After an
--- error, no child is left and the terminal's foreground group is unchanged.
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

--- Copies this process. The child calls the function and exits with the code that it returns: 0 if
--- it returns nothing, 1 if it raises an error. Errors: EAGAIN, ENOMEM. Source: fork(2).
---
--- ```lua
--- local child = process.fork(function() return 7 end)
--- ```
---@param fn fun(): integer?
---@return integer? pid
---@return string? message
---@return string? errno
function process.fork(fn) end

--- Starts a child with one thread for each set of the list, which is the mask of the thread. The
--- first one is the main thread. `false` instead of a set makes a thread that ends at once. The
--- threads sleep and run no Lua. Signals that this process catches are at their default in the
--- child. Returns the pid and the IDs of the threads, for `signal.tgkill`, `signal.tgqueue` and
--- `process.status`, whose SigPnd and SigBlk are those of the thread.
--- Errors: EAGAIN, ENOMEM. Source: fork(2), clone(2), CLONE_THREAD.
---
--- ```lua
--- local child, threads = process.threads({ { "TERM" }, { "TERM", "USR1" } })
--- signal.tgkill(child, threads[2], "TERM")
--- print(process.status(threads[2]).SigPnd.TERM) --> true
--- ```
---@param masks (signal.Set|false)[] 1 to 64
---@return integer? pid
---@return integer[]|string threads or the message
---@return string? errno
function process.threads(masks) end

---@class process.WaitOptions
---@field nohang? boolean do not wait; fail with EAGAIN if no child has changed
---@field stopped? boolean also return children that a signal stopped
---@field continued? boolean also return children that CONT continued
---@field nowait? boolean leave the child so that it can be waited for again
---@field restart? boolean continue after a handler, as if each handler had `restart`
---@field pidfd? integer wait for the child of this pidfd

--- Waits until a child ends and reaps it: any child, the child `pid`, or with a negative `pid` any
--- child of that process group. A handler interrupts the call, unless the handler or the call has
--- `restart`. Errors: ECHILD, ESRCH for the pid -2147483648, EINTR if a handler ran, EAGAIN with
--- `nohang`. Source: waitid(2), wait4(2).
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

--- Reaps all children that have ended, including adopted orphans, without waiting. With "status",
--- it returns only the exit statuses by pid, which is much faster for thousands of children.
--- Source: waitpid(2), WNOHANG.
---
--- ```lua
--- signal.handle("CHLD", function() process.reap() end)
--- local status = process.reap("status")[child]
--- ```
---@param field? nil
---@return process.Ended[] ended
---@overload fun(field: "status"): table<integer, integer>
function process.reap(field) end

--- Sleeps. Returns 0, or the seconds left if a handler ran.
--- Source: clock_nanosleep(2).
---
--- ```lua
--- local left = 100
--- while left > 0 do left = process.sleep(left) end
--- ```
---@param seconds number 0 or more, at most 1e9
---@return number left
function process.sleep(seconds) end

--- Replaces this process with a command, after writing buffered output. Returns only if that fails,
--- and nothing has changed then. Ignored signals stay ignored, and blocked signals stay blocked.
--- Descriptors that are not close-on-exec stay open. Options of `process.spawn` that a failed exec
--- could not undo are refused.
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

--- Opens a pidfd: a descriptor of a process that becomes readable when the process ends. Errors:
--- ESRCH, EMFILE. Source: pidfd_open(2).
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

--- Makes a pipe. Commands that are started inherit neither end. Errors: EMFILE, ENFILE.
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

--- Reads the bytes that are available, at least one. Returns an empty string at the end. Errors:
--- EINTR, EBADF, EAGAIN. Source: read(2).
---
--- ```lua
--- local text = process.read(0)
--- ```
---@param fd integer|file*
---@param count? integer maximum number of bytes; default 65536
---@return string? bytes
---@return string? message
---@return string? errno
function process.read(fd, count) end

--- Writes bytes and returns how many were written, which may be fewer than given. Errors: EINTR,
--- EBADF, EPIPE, EAGAIN. Source: write(2).
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

--- Returns a process and its descendants. The list of each process contains its children. Errors:
--- ESRCH. Source: proc(5).
---
--- ```lua
--- local tree = process.tree(1)
--- print(tree.name, #tree)
--- ```
---@param pid? integer default: this process
---@return process.Tree? tree
---@return string? message
---@return string? errno
function process.tree(pid) end

--- Flushes the files of this process and exits. If PID 1 exits, the kernel ends the whole box.
--- Errors: EINVAL if the code is not from 0 to 255. Source: _exit(2).
---
--- ```lua
--- process.exit(3)
--- ```
---@param code? integer default 0
---@return never
function process.exit(code) end

--- Returns the pid of this process, which is 1 for an init. Source: getpid(2).
---
--- ```lua
--- print(process.pid()) --> 1
--- ```
---@return integer pid
function process.pid() end

--- Returns the pid of the parent, or 0 if it is in another PID namespace. Source: getppid(2).
---
--- ```lua
--- print(process.parent()) --> 0
--- ```
---@return integer pid
function process.parent() end

--- Returns the pids of this process's children, including zombies. Source: proc(5),
--- task/TID/children.
---
--- ```lua
--- for _, pid in ipairs(process.children()) do print(pid) end
--- ```
---@return integer[] pids
function process.children() end

--- Returns the /proc status of a process, with its signals. Errors: ESRCH. Source:
--- proc_pid_status(5).
---
--- ```lua
--- if process.status(1).SigCgt.TERM then print("PID 1 catches TERM") end
--- ```
---@param pid? integer default: this process
---@return process.Status? status
---@return string? message
---@return string? errno
function process.status(pid) end

return process
