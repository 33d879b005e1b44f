---@meta terminal

--- Terminals: pseudoterminals, the controlling terminal, its foreground group.
---
--- What the kernel refuses at run time comes back as `nil, message, "ENOTTY"`; misuse is raised and
--- names the argument.
terminal = {}

--- Opens a new pseudoterminal: what is written to the controlling end is typed at the terminal.
--- Neither becomes a controlling terminal; both are closed in commands that are started.
--- Errors: ENOENT where /dev/ptmx is missing, EMFILE, ENOSPC. Source: pty(7).
---
--- ```lua
--- local master, slave = assert(terminal.open())
--- local child = process.spawn{ "sh", terminal = slave }
--- process.write(master, "\3")   -- Ctrl-C
--- ```
---@return integer master
---@return integer slave
---@overload fun(): nil, string, string
function terminal.open() end

--- Whether a descriptor is a terminal. Source: isatty(3).
---
--- ```lua
--- if terminal.is(0) then print("someone may be typing") end
--- ```
---@param fd integer|file*
---@return boolean is
function terminal.is(fd) end

--- Makes a terminal the controlling one of the session that this process leads. Errors: ENOTTY,
--- EPERM for one that leads no session or has a terminal, and for a terminal of another session,
--- unless root steals it. Source: ioctl_tty(2), TIOCSCTTY.
---
--- ```lua
--- process.setsid()
--- assert(terminal.control(0))
--- ```
---@param fd integer|file*
---@param steal? boolean
---@return true? set
---@return string? message
---@return string? errno
function terminal.control(fd, steal) end

--- Gives up the controlling terminal; when the leader of a session does, HUP and CONT go to the
--- foreground group. Errors: ENOTTY. Source: ioctl_tty(2), TIOCNOTTY.
---
--- ```lua
--- terminal.release(0)
--- ```
---@param fd integer|file*
---@return true? released
---@return string? message
---@return string? errno
function terminal.release(fd) end

--- The foreground process group, which Ctrl-C reaches; with an argument it is set first. A process
--- of the background that sets it gets TTOU, unless that is blocked or ignored.
--- Errors: ENOTTY, also in the background of an orphaned group; EPERM for a group of another
--- session, ESRCH, EINTR when a handler ran. Source: tcsetpgrp(3).
---
--- ```lua
--- signal.ignore("TTOU")
--- terminal.foreground(0, process.getpgid(child))
--- ```
---@param fd integer|file*
---@param group? integer
---@return integer? group
---@return string? message
---@return string? errno
function terminal.foreground(fd, group) end

--- Raw mode: every byte is passed as it comes, and keys send no signals. Returns the settings from
--- before. Errors: ENOTTY, EINTR when a handler ran. Source: termios(3), cfmakeraw.
---
--- ```lua
--- local before = terminal.raw(0)
--- local key = process.read(0, 1)
--- terminal.restore(0, before)
--- ```
---@param fd integer|file*
---@return string? settings
---@return string? message
---@return string? errno
function terminal.raw(fd) end

--- Sets what `terminal.raw` returned. Errors: ENOTTY, EINTR when a handler ran, EINVAL for a string
--- that is no settings. Source: termios(3), tcsetattr.
---
--- ```lua
--- terminal.restore(0, before)
--- ```
---@param fd integer|file*
---@param settings string
---@return true? restored
---@return string? message
---@return string? errno
function terminal.restore(fd, settings) end

--- Rows and columns; with arguments they are set first, and WINCH goes to the foreground group.
--- Errors: ENOTTY. Source: ioctl_tty(2), TIOCSWINSZ.
---
--- ```lua
--- local rows, columns = terminal.size(1)
--- terminal.size(master, 25, 80)
--- ```
---@param fd integer|file*
---@param rows? integer
---@param columns? integer
---@return integer rows
---@return integer columns
---@overload fun(fd: integer|file*, rows?: integer, columns?: integer): nil, string, string
function terminal.size(fd, rows, columns) end

return terminal
