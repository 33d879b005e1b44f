---@meta _

--- The part of the module `process` that opens files, copies descriptors and waits for them.

---@alias process.OpenFlag
---| "rdonly"|"wronly"|"rdwr"
---| "append"|"creat"|"directory"|"excl"|"nofollow"|"nonblock"|"trunc"

--- Opens a file; the descriptor is closed in commands that are started. `flags` is a mode of
--- io.open ("r" when left out), or a list of flags of open(2): one of rdonly, wronly and rdwr, and
--- any of append, creat, directory, excl, nofollow, nonblock and trunc. `mode` is for a file that
--- is made, less the umask: octal digits in a string, "666" when left out. A FIFO blocks until its
--- other end is opened; handlers run meanwhile. With nonblock it does not block: reading succeeds
--- at once, writing fails with ENXIO where nobody reads. Errors: EINTR, ENOENT, EACCES, EEXIST with
--- excl, EISDIR, ENOTDIR, ELOOP, ENXIO, EMFILE, EROFS. Source: open(2), fifo(7).
---
--- ```lua
--- local log = assert(process.open("/tmp/log", "a", "640"))
--- local lock, _, errno = process.open("/tmp/lock", { "wronly", "creat", "excl" })
--- ```
---@param path string
---@param flags? "r"|"r+"|"w"|"w+"|"a"|"a+"|process.OpenFlag[]
---@param mode? string
---@return integer? fd
---@return string? message
---@return string? errno
function process.open(path, flags, mode) end

--- Has reads and writes of a descriptor fail with EAGAIN where they would block; false has them
--- block again. It is a property of the open file: it holds for copies of the descriptor too, also
--- in other processes, as for a terminal that the shell shares. `print` and `io` lose what does not
--- fit then. Errors: EBADF. Source: fcntl(2), O_NONBLOCK.
---
--- ```lua
--- process.nonblock(writing)
--- local count, _, errno = process.write(writing, text)
--- if errno == "EAGAIN" then process.poll({ write = { writing } }) end
--- ```
---@param fd integer|file*
---@param on? boolean true when left out
---@return true? set
---@return string? message
---@return string? errno
function process.nonblock(fd, on) end

--- Copies a descriptor to the lowest free number; the copy is closed in commands that are started.
--- Errors: EBADF, EMFILE. Source: fcntl(2), F_DUPFD_CLOEXEC.
---
--- ```lua
--- local saved = process.dup(1)
--- ```
---@param fd integer|file*
---@return integer? fd
---@return string? message
---@return string? errno
function process.dup(fd) end

--- Copies a descriptor to the number `to`, which is closed first if it is open. What files of io
--- hold back is written before. `process.exec` keeps the copy open. Errors: EBADF. Source: dup2(2).
---
--- ```lua
--- local log = process.open("/tmp/log", "a")
--- process.dup2(log, 1)   -- print writes to the log from here on
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
---@field read integer[] a read does not block: there are bytes, or the end, or an error
---@field write integer[] a write does not block: there is room, or an error
---@field hangup integer[] the other end is closed: POLLHUP
---@field error integer[] a write would fail, as to a pipe that nobody reads: POLLERR

--- Waits until descriptors can be read or have ended; returns those, none when the time is over.
--- With `{ read = {...}, write = {...} }` it waits for both, and returns a table with the lists
--- `read`, `write`, `hangup` and `error`, which are empty when the time is over. Handlers always
--- end it. Errors: EINTR when a handler ran, EBADF for a descriptor that is closed. Source:
--- ppoll(2).
---
--- ```lua
--- local readable = process.poll({ reading, pidfd }, 1.5)
--- local ready = process.poll({ read = { client }, write = { writing } }, 1.5)
--- for _, fd in ipairs(ready.write) do process.write(fd, "text") end
--- ```
---@overload fun(descriptors: (integer|file*)[], seconds?: number): integer[]?, string?, string?
---@overload fun(descriptors: process.PollSets, seconds?: number): process.Ready?, string?, string?
---@param descriptors (integer|file*)[]|process.PollSets
---@param seconds? number for ever when left out
---@return integer[]|process.Ready|nil ready
---@return string? message
---@return string? errno
function process.poll(descriptors, seconds) end
