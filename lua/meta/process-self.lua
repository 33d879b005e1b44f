---@meta _

--- The part of the module `process` about this process: session and group, users, capabilities,
--- limits, environment.

--- Starts a new session, which this process leads and which has no terminal. Errors: EPERM if this
--- process is a group leader.
--- Source: setsid(2).
---
--- ```lua
--- process.fork(function() assert(process.setsid()) end)
--- ```
---@return integer? session
---@return string? message
---@return string? errno
function process.setsid() end

--- Moves a process into a process group. As pid, 0 means this process; as group, 0 means a new
--- group that the process leads. Errors: ESRCH, EPERM, EACCES for a child that has called execve.
--- Source: setpgid(2).
---
--- ```lua
--- process.setpgid(0, 0)
--- ```
---@param pid? integer
---@param group? integer
---@return true? set
---@return string? message
---@return string? errno
function process.setpgid(pid, group) end

--- Returns the process group of a process. Errors: ESRCH. Source: getpgid(2).
---
--- ```lua
--- print(process.getpgid())
--- ```
---@param pid? integer default: this process
---@return integer? group
---@return string? message
---@return string? errno
function process.getpgid(pid) end

--- Returns the session of a process. Errors: ESRCH. Source: getsid(2).
---
--- ```lua
--- print(process.getsid())
--- ```
---@param pid? integer default: this process
---@return integer? session
---@return string? message
---@return string? errno
function process.getsid(pid) end

--- Returns whether this process is a subreaper, that is, whether it adopts orphans among its
--- descendants. With an argument, sets it first. Source: prctl(2), PR_SET_CHILD_SUBREAPER.
---
--- ```lua
--- process.subreaper(true)
--- ```
---@param on? boolean
---@return boolean is
function process.subreaper(on) end

--- Returns the name of the signal that the kernel sends this process when its parent ends, or nil
--- if there is none. With an argument, sets it first; 0 means none. Source: prctl(2),
--- PR_SET_PDEATHSIG, PR_GET_PDEATHSIG.
---
--- ```lua
--- process.parent_death_signal("TERM")
--- print(process.parent_death_signal()) --> TERM
--- ```
---@param which? signal.Which|0
---@return string? name
function process.parent_death_signal(which) end

--- Returns the nice value of this process, from -20 to 19. With an argument, sets it first.
--- Errors: EACCES for a lower value without the privilege. Source: setpriority(2).
---
--- ```lua
--- process.nice(10)
--- ```
---@param niceness? integer
---@return integer? niceness
---@return string? message
---@return string? errno
function process.nice(niceness) end

--- Returns the user and group IDs of this process. Source: credentials(7).
---
--- ```lua
--- local ids = process.ids()
--- if ids.euid == 0 then print("root, of this user namespace") end
--- ```
---@return process.Ids ids
function process.ids() end

---@class process.Ids
---@field uid integer real user
---@field euid integer effective user
---@field suid integer saved user
---@field gid integer real group
---@field egid integer effective group
---@field sgid integer saved group
---@field groups integer[] supplementary groups

--- Sets the effective user ID. If the process is privileged, sets the real and the saved one too,
--- which cannot be undone. Errors: EPERM, EINVAL if the user namespace does not map the user,
--- EAGAIN. Source: setuid(2).
---
--- ```lua
--- process.setgroups{} process.setgid(65534) process.setuid(65534)
--- ```
---@param uid integer
---@return true? set
---@return string? message
---@return string? errno
function process.setuid(uid) end

--- Sets the effective group ID. If the process is privileged, sets the real and the saved one too.
--- Errors: EPERM, EINVAL. Source: setgid(2).
---
--- ```lua
--- assert(process.setgid(65534))
--- ```
---@param gid integer
---@return true? set
---@return string? message
---@return string? errno
function process.setgid(gid) end

--- Sets the real, effective and saved user ID. nil leaves an ID unchanged. Errors: EPERM, EINVAL,
--- EAGAIN. Source: setresuid(2).
---
--- ```lua
--- process.setresuid(nil, 65534)   -- temporarily: the saved user is still root
--- ```
---@param real? integer
---@param effective? integer
---@param saved? integer
---@return true? set
---@return string? message
---@return string? errno
function process.setresuid(real, effective, saved) end

--- Sets the real, effective and saved group ID. nil leaves an ID unchanged. Errors: EPERM, EINVAL.
--- Source: setresgid(2).
---
--- ```lua
--- process.setresgid(65534, 65534, 65534)
--- ```
---@param real? integer
---@param effective? integer
---@param saved? integer
---@return true? set
---@return string? message
---@return string? errno
function process.setresgid(real, effective, saved) end

--- Sets the supplementary groups. Errors: EPERM, also in a user namespace made without root.
--- Source: setgroups(2).
---
--- ```lua
--- process.setgroups{}
--- ```
---@param groups integer[]
---@return true? set
---@return string? message
---@return string? errno
function process.setgroups(groups) end

---@class process.Capabilities
---@field effective table<string, true> the set that the kernel checks
---@field permitted table<string, true> those that can be made effective
---@field inheritable table<string, true> those that execve(2) may pass on
---@field bounding table<string, true> the most that execve(2) may grant
---@field ambient table<string, true> those that execve(2) keeps for an unprivileged program

--- Returns the capability sets of this process, with names such as SYS_ADMIN. Source:
--- capabilities(7).
---
--- ```lua
--- if process.capabilities().effective.KILL then print("may signal anyone") end
--- ```
---@return process.Capabilities sets
function process.capabilities() end

--- Sets the capability sets that are given; each is a list of names or a set. The bounding set,
--- which can only shrink, is set first, and the ambient set last. Errors: EPERM. Source: capset(2),
--- prctl(2).
---
--- ```lua
--- process.setcapabilities{ effective = {}, permitted = {}, inheritable = {} }
--- ```
---@param sets table<string, string[]|table<string, true>>
---@return true? set
---@return string? message
---@return string? errno
function process.setcapabilities(sets) end

--- Prevents this process and its descendants from gaining privileges by execve. This cannot be
--- undone.
--- Source: prctl(2), PR_SET_NO_NEW_PRIVS.
---
--- ```lua
--- process.no_new_privileges()
--- ```
---@return true set
function process.no_new_privileges() end

--- Returns the soft and the hard limit of a resource. With arguments, sets them first; without a
--- hard limit, that one stays. Errors: EPERM for a higher hard limit, EINVAL. Source: setrlimit(2).
---
--- ```lua
--- process.limit("nofile", 64)
--- local soft, hard = process.limit("core")
--- ```
---@param resource process.Resource
---@param soft? process.Amount
---@param hard? process.Amount
---@return process.Amount? soft
---@return process.Amount|string hard or the message
---@return string? errno
function process.limit(resource, soft, hard) end

--- Returns the environment, which commands inherit. Source: environ(7).
---
--- ```lua
--- for name, value in pairs(process.environment()) do print(name, value) end
--- ```
---@return table<string, string> variables
function process.environment() end

--- Sets an environment variable, or removes it if there is no value. Source: setenv(3).
---
--- ```lua
--- process.setenv("LANG", "C")
--- ```
---@param name string
---@param value? string|number
---@return true set
function process.setenv(name, value) end

--- Returns the working directory. Errors: ENOENT if it was removed. Source: getcwd(3).
---
--- ```lua
--- print(process.cwd())
--- ```
---@return string? path
---@return string? message
---@return string? errno
function process.cwd() end

--- Changes the working directory. Errors: ENOENT, ENOTDIR, EACCES. Source: chdir(2).
---
--- ```lua
--- assert(process.chdir("/"))
--- ```
---@param path string
---@return true? changed
---@return string? message
---@return string? errno
function process.chdir(path) end

--- Returns the seconds of a monotonic clock, for deadlines. Source: clock_gettime(2),
--- CLOCK_MONOTONIC.
---
--- ```lua
--- local deadline = process.clock() + 10
--- ```
---@return number seconds
function process.clock() end

--- Returns the message and the number of an error name. Source: strerror(3).
---
--- ```lua
--- print(process.strerror("ENOENT")) --> No such file or directory  2
--- ```
---@param errno string
---@return string text
---@return integer number
function process.strerror(errno) end
