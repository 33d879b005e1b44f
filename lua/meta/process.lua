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
---@field stdout? string|integer|file*|false as stdin; a path is made or emptied
---@field stderr? string|integer|file*|false as stdout
---@field session? boolean lead a new session: setsid(2)
---@field group? boolean|integer true or 0 a group of its own, else the group to join: setpgid(2)

--- A child that ended.
---@class process.Ended
---@field pid integer
---@field status integer as a shell has it: the code, or 128 and the signal
---@field code? integer exit code
---@field signal? integer the signal that killed it
---@field name? string that signal's name
---@field core? boolean whether it left a core dump

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
--- mask is inherited, as execve(2) has it; descriptors above 2 are closed. Errors: those of the
--- step that failed, as ENOENT, EACCES, ENOEXEC, EPERM, EBADF, EAGAIN; no child is left then.
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
---@field nohang? boolean do not wait: EAGAIN when no child has ended

--- Waits for a child to end and reaps it: any child, the child `pid`, or with a negative `pid` one
--- of that group. Errors: ECHILD, EINTR when a handler ran, EAGAIN with nohang. Source: waitpid(2).
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
--- Source: waitpid(2), WNOHANG.
---
--- ```lua
--- signal.handle("CHLD", function() process.reap() end)
--- ```
---@return process.Ended[] ended
function process.reap() end

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

--- Ends this process at once, after flushing its files; for PID 1 the kernel ends the whole box.
--- Errors: EINVAL for a code that is not 0 to 255. Source: _exit(2).
---
--- ```lua
--- process.exit(3)
--- ```
---@param code? integer 0 when left out
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
