---@meta _

--- The part of the module `process` that says and changes what this process is: session and group,
--- users, capabilities, limits, environment.

--- Makes this process lead a new session, without a terminal. Errors: EPERM for a group leader.
--- Source: setsid(2).
---
--- ```lua
--- process.fork(function() assert(process.setsid()) end)
--- ```
---@return integer? session
---@return string? message
---@return string? errno
function process.setsid() end

--- Puts a process into a process group; 0 means this process, and a group of its own.
--- Errors: ESRCH, EPERM, EACCES for a child that has executed. Source: setpgid(2).
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

--- The process group of a process, or of this one. Errors: ESRCH. Source: getpgid(2).
---
--- ```lua
--- print(process.getpgid())
--- ```
---@param pid? integer
---@return integer? group
---@return string? message
---@return string? errno
function process.getpgid(pid) end

--- The session of a process, or of this one. Errors: ESRCH. Source: getsid(2).
---
--- ```lua
--- print(process.getsid())
--- ```
---@param pid? integer
---@return integer? session
---@return string? message
---@return string? errno
function process.getsid(pid) end

--- Whether orphans below this process become its children, as they are PID 1's; with an argument it
--- is set first. Source: prctl(2), PR_SET_CHILD_SUBREAPER.
---
--- ```lua
--- process.subreaper(true)
--- ```
---@param on? boolean
---@return boolean is
function process.subreaper(on) end

--- Has the kernel send this process a signal when its parent ends; nil for none. Source: prctl(2),
--- PR_SET_PDEATHSIG.
---
--- ```lua
--- process.parent_death_signal("TERM")
--- ```
---@param which? signal.Which
---@return true set
function process.parent_death_signal(which) end

--- How much this process yields to others, -20 to 19; with an argument it is set first.
--- Errors: EACCES for a lower one without the privilege. Source: setpriority(2).
---
--- ```lua
--- process.nice(10)
--- ```
---@param niceness? integer
---@return integer? niceness
---@return string? message
---@return string? errno
function process.nice(niceness) end

--- The user and group ids of this process. Source: credentials(7).
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

--- Becomes a user: root for good, others only in effect. Errors: EPERM, EINVAL for one that the
--- user namespace does not have, EAGAIN. Source: setuid(2).
---
--- ```lua
--- process.setgroups{} process.setgid(65534) process.setuid(65534)
--- ```
---@param uid integer
---@return true? set
---@return string? message
---@return string? errno
function process.setuid(uid) end

--- Becomes a member of a group, as setuid becomes a user. Errors: EPERM, EINVAL. Source: setgid(2).
---
--- ```lua
--- assert(process.setgid(65534))
--- ```
---@param gid integer
---@return true? set
---@return string? message
---@return string? errno
function process.setgid(gid) end

--- Sets the real, effective and saved user; nil leaves one as it is. Errors: EPERM, EINVAL, EAGAIN.
--- Source: setresuid(2).
---
--- ```lua
--- process.setresuid(nil, 65534)   -- for a while: the saved one is still root
--- ```
---@param real? integer
---@param effective? integer
---@param saved? integer
---@return true? set
---@return string? message
---@return string? errno
function process.setresuid(real, effective, saved) end

--- Sets the real, effective and saved group; nil leaves one as it is. Errors: EPERM, EINVAL.
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
---@field effective table<string, true> what the kernel checks
---@field permitted table<string, true> what may become effective
---@field inheritable table<string, true> what execve(2) may hand on
---@field bounding table<string, true> what execve(2) may give at most
---@field ambient table<string, true> what execve(2) keeps for an ordinary program

--- The capability sets of this process, by names as SYS_ADMIN. Source: capabilities(7).
---
--- ```lua
--- if process.capabilities().effective.KILL then print("may signal anyone") end
--- ```
---@return process.Capabilities sets
function process.capabilities() end

--- Sets those sets that are given, each a list of names or a set; first the bounding set, which can
--- only shrink, last the ambient one. Errors: EPERM. Source: capset(2), prctl(2).
---
--- ```lua
--- process.setcapabilities{ effective = {}, permitted = {}, inheritable = {} }
--- ```
---@param sets table<string, string[]|table<string, true>>
---@return true? set
---@return string? message
---@return string? errno
function process.setcapabilities(sets) end

--- Keeps this process and all that it starts from gaining privileges through execve, for ever.
--- Source: prctl(2), PR_SET_NO_NEW_PRIVS.
---
--- ```lua
--- process.no_new_privileges()
--- ```
---@return true set
function process.no_new_privileges() end

--- The soft and the hard limit of a resource; with arguments they are set first, the hard one stays
--- when it is left out. Errors: EPERM for a higher hard limit, EINVAL. Source: setrlimit(2).
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

--- The environment that commands inherit. Source: environ(7).
---
--- ```lua
--- for name, value in pairs(process.environment()) do print(name, value) end
--- ```
---@return table<string, string> variables
function process.environment() end

--- Sets a variable of the environment; without a value it is removed. Source: setenv(3).
---
--- ```lua
--- process.setenv("LANG", "C")
--- ```
---@param name string
---@param value? string|number
---@return true set
function process.setenv(name, value) end

--- The working directory. Errors: ENOENT where it is gone. Source: getcwd(3).
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

--- Seconds on a clock that never jumps, for deadlines. Source: clock_gettime(2), CLOCK_MONOTONIC.
---
--- ```lua
--- local deadline = process.clock() + 10
--- ```
---@return number seconds
function process.clock() end

--- The text and the number of an error by its name. Source: strerror(3).
---
--- ```lua
--- print(process.strerror("ENOENT")) --> No such file or directory  2
--- ```
---@param errno string
---@return string text
---@return integer number
function process.strerror(errno) end
