---@meta _

--- The part of the module `process` that opens files, copies descriptors and waits for them.
---
--- A number is a descriptor of the script if it is 0, 1 or 2, or if a function returned it. With
--- `sigbox init`, those that were inherited are, too. Any other number fails with EBADF.

---@alias process.OpenFlag
---| "rdonly"|"wronly"|"rdwr"
---| "append"|"creat"|"directory"|"excl"|"nofollow"|"nonblock"|"trunc"

--- Opens a file. Commands that are started do not inherit the descriptor. `flags` is a mode of
--- io.open, or a list of flags of open(2): one of rdonly, wronly and rdwr, and any of append,
--- creat, directory, excl, nofollow, nonblock and trunc. `mode`, minus the umask, is the mode of a
--- new file. Opening a FIFO blocks until its other end is opened; handlers run meanwhile. With
--- nonblock, opening a FIFO to read succeeds at once, and to write fails with ENXIO if nobody
--- reads. Errors: EINTR, ENOENT, EACCES, EEXIST with excl, EISDIR, ENOTDIR, ELOOP, ENXIO, EMFILE,
--- EROFS. Source: open(2), fifo(7).
---
--- ```lua
--- local log = assert(process.open("/tmp/log", "a", "640"))
--- local lock, _, errno = process.open("/tmp/lock", { "wronly", "creat", "excl" })
--- ```
---@param path string
---@param flags? "r"|"r+"|"w"|"w+"|"a"|"a+"|process.OpenFlag[] default "r"
---@param mode? string octal digits; default "666"
---@return integer? fd
---@return string? message
---@return string? errno
function process.open(path, flags, mode) end

--- Makes reads and writes of a descriptor fail with EAGAIN instead of blocking, or block again.
--- This is a property of the open file, so it also affects copies of the descriptor, even in other
--- processes such as the shell at the same terminal. `print` and `io` lose output that does not
--- fit. Errors: EBADF. Source: fcntl(2), O_NONBLOCK.
---
--- ```lua
--- process.nonblock(writing)
--- local count, _, errno = process.write(writing, text)
--- if errno == "EAGAIN" then process.poll({ write = { writing } }) end
--- ```
---@param fd integer|file*
---@param on? boolean default true
---@return true? set
---@return string? message
---@return string? errno
function process.nonblock(fd, on) end

--- Copies a descriptor to the lowest free number. Commands that are started do not inherit the
--- copy. Errors: EBADF, EMFILE. Source: fcntl(2), F_DUPFD_CLOEXEC.
---
--- ```lua
--- local saved = process.dup(1)
--- ```
---@param fd integer|file*
---@return integer? fd
---@return string? message
---@return string? errno
function process.dup(fd) end

--- Copies a descriptor to the number `to`, which is closed first if it is open. Buffered output of
--- io is written before. `process.exec` keeps the copy open. Errors: EBADF. Source: dup2(2).
---
--- ```lua
--- local log = process.open("/tmp/log", "a")
--- process.dup2(log, 1)   -- from now on, print writes to the log
--- ```
---@param fd integer|file*
---@param to integer|file*
---@return integer? to
---@return string? message
---@return string? errno
function process.dup2(fd, to) end

---@class process.PollSets
---@field read? (integer|file*)[] wait until these can be read
---@field write? (integer|file*)[] wait until these can be written

---@class process.Ready
---@field read integer[] a read does not block: there are bytes, the end or an error
---@field write integer[] a write does not block: there is room or an error
---@field hangup integer[] the other end is closed: POLLHUP
---@field error integer[] a write would fail, such as to a pipe that nobody reads: POLLERR

--- Waits until descriptors can be read or have reached their end. Returns those descriptors, or
--- none if the time is over. With `{ read = {...}, write = {...} }`, it waits for both, and returns
--- the lists `read`, `write`, `hangup` and `error` in a table. A handler always interrupts it.
--- Errors: EINTR if a handler ran, EBADF for a closed descriptor. Source: ppoll(2).
---
--- ```lua
--- local readable = process.poll({ reading, pidfd }, 1.5)
--- local ready = process.poll({ read = { client }, write = { writing } }, 1.5)
--- for _, fd in ipairs(ready.write) do process.write(fd, "text") end
--- ```
---@overload fun(descriptors: (integer|file*)[], seconds?: number): integer[]?, string?, string?
---@overload fun(descriptors: process.PollSets, seconds?: number): process.Ready?, string?, string?
---@param descriptors (integer|file*)[]|process.PollSets
---@param seconds? number default: no limit
---@return integer[]|process.Ready|nil ready
---@return string? message
---@return string? errno
function process.poll(descriptors, seconds) end
