---@meta terminal

--- Terminals: pseudoterminals, the controlling terminal, its foreground group.
---
--- If the kernel refuses a call, the call returns nil, a message and the name of the error, as
--- `nil, message, "ENOTTY"`. Misuse raises an error that names the argument.
terminal = {}

--- Opens a new pseudoterminal. What is written to the master is typed at the terminal. Neither end
--- becomes a controlling terminal, and commands that are started inherit neither.
--- Errors: ENOENT if /dev/ptmx is missing, EMFILE, ENOSPC. Source: pty(7).
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

--- Returns whether a descriptor is a terminal. Source: isatty(3).
---
--- ```lua
--- if terminal.is(0) then print("someone may be typing") end
--- ```
---@param fd integer|file*
---@return boolean is
function terminal.is(fd) end

--- Makes a terminal the controlling terminal of the session that this process leads. Errors:
--- ENOTTY, EPERM if this process leads no session or has a terminal, or if the terminal belongs to
--- another session and root does not steal it. Source: ioctl_tty(2), TIOCSCTTY.
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

--- Gives up the controlling terminal. If the session leader does so, the kernel sends HUP and CONT
--- to the foreground process group. Errors: ENOTTY. Source: ioctl_tty(2), TIOCNOTTY.
---
--- ```lua
--- terminal.release(0)
--- ```
---@param fd integer|file*
---@return true? released
---@return string? message
---@return string? errno
function terminal.release(fd) end

--- Returns the foreground process group, which gets the signals of Ctrl-C and Ctrl-Z. With a group,
--- sets it first. A background process that sets it gets TTOU, unless TTOU is blocked or ignored.
--- Errors: ENOTTY, also in a background process of an orphaned group; EPERM if the group is in
--- another session; ESRCH; EINTR if a handler ran. Source: tcsetpgrp(3).
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

--- Sets raw mode: each byte is read as it is typed, and no key sends a signal. Returns the previous
--- settings. Errors: ENOTTY, EINTR if a handler ran. Source: termios(3), cfmakeraw.
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

--- Restores the settings that `terminal.raw` returned. Errors: ENOTTY, EINTR if a handler ran,
--- EINVAL if the string does not contain settings. Source: termios(3), tcsetattr.
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

--- Returns the rows and columns. With arguments, sets them first, and the kernel sends WINCH to the
--- foreground process group.
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
