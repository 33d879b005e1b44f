---@meta _

--- The part of the module `process` for files by their paths. Modes are octal digits in a string,
--- as "755"; a number is refused, because 755 is not octal 755.

--- Makes a FIFO. `mode` is octal digits in a string, "666" when left out, less the umask. Errors:
--- EEXIST, ENOENT, EACCES, EROFS. Source: mkfifo(3).
---
--- ```lua
--- assert(process.mkfifo("/tmp/control", "600"))
--- ```
---@param path string
---@param mode? string
---@return true? made
---@return string? message
---@return string? errno
function process.mkfifo(path, mode) end

--- Makes a directory. `mode` is octal digits in a string, "777" when left out, less the umask.
--- Errors: EEXIST, ENOENT, ENOTDIR, EACCES, EROFS. Source: mkdir(2).
---
--- ```lua
--- process.mkdir("/tmp/state", "700")
--- ```
---@param path string
---@param mode? string
---@return true? made
---@return string? message
---@return string? errno
function process.mkdir(path, mode) end

--- Removes a name, and with the last one the file. Errors: ENOENT, EACCES, EISDIR for a directory,
--- EROFS. Source: unlink(2).
---
--- ```lua
--- process.unlink("/tmp/control")
--- ```
---@param path string
---@return true? removed
---@return string? message
---@return string? errno
function process.unlink(path) end

--- Removes an empty directory. Errors: ENOENT, ENOTDIR, ENOTEMPTY, EBUSY, EACCES. Source: rmdir(2).
---
--- ```lua
--- process.rmdir("/tmp/state")
--- ```
---@param path string
---@return true? removed
---@return string? message
---@return string? errno
function process.rmdir(path) end

--- Gives a file another name, in one step; a file that has that name is replaced. Errors: ENOENT,
--- EACCES, EISDIR, ENOTDIR, ENOTEMPTY, EXDEV for another file system. Source: rename(2).
---
--- ```lua
--- assert(process.rename("/tmp/state.new", "/tmp/state"))
--- ```
---@param from string
---@param to string
---@return true? renamed
---@return string? message
---@return string? errno
function process.rename(from, to) end

--- Makes the symbolic link `path`, which leads to `target`. Errors: EEXIST, ENOENT, EACCES, EROFS.
--- Source: symlink(2).
---
--- ```lua
--- process.symlink("log.1", "/tmp/log")
--- ```
---@param target string
---@param path string
---@return true? made
---@return string? message
---@return string? errno
function process.symlink(target, path) end

--- Where a symbolic link leads. Errors: ENOENT, EINVAL for another kind of file. Source:
--- readlink(2).
---
--- ```lua
--- print(process.readlink("/proc/1/exe"))
--- ```
---@param path string
---@return string? target
---@return string? message
---@return string? errno
function process.readlink(path) end

--- Sets the mode of a file, octal digits in a string. Errors: ENOENT, EPERM for a file of another
--- user, EROFS. Source: chmod(2).
---
--- ```lua
--- process.chmod("/tmp/control", "620")
--- ```
---@param path string
---@param mode string
---@return true? set
---@return string? message
---@return string? errno
function process.chmod(path, mode) end

---@class process.FileStatus
---@field type "file"|"directory"|"link"|"fifo"|"socket"|"character"|"block"
---@field mode string octal digits, as "644"
---@field size integer bytes
---@field uid integer owner
---@field gid integer owning group
---@field links integer how many names it has
---@field ino integer its number in its file system
---@field dev integer its file system
---@field mtime number seconds since the Epoch of the last change of its contents

---@class process.StatOptions
---@field follow? boolean false describes a symbolic link itself: lstat(2)

--- What the kernel knows of a file, by its path or a descriptor. Errors: ENOENT, ENOTDIR, EACCES,
--- ELOOP, EBADF. Source: stat(2).
---
--- ```lua
--- local file = process.stat("/tmp/control")
--- if file and file.type == "fifo" then print(file.mode) end
--- ```
---@param file string|integer|file*
---@param options? process.StatOptions
---@return process.FileStatus? status
---@return string? message
---@return string? errno
function process.stat(file, options) end

--- The names in a directory, sorted, without "." and "..". Errors: ENOENT, ENOTDIR, EACCES. Source:
--- readdir(3).
---
--- ```lua
--- for _, name in ipairs(assert(process.readdir("/etc"))) do print(name) end
--- ```
---@param path string
---@return string[]? names
---@return string? message
---@return string? errno
function process.readdir(path) end

--- The permissions that files made from now on do not get, as "022". With an argument they are set,
--- and the result is the mask before. Source: umask(2).
---
--- ```lua
--- local before = process.umask("077")
--- ```
---@param mask? string
---@return string mask
function process.umask(mask) end

--- The host name. Source: gethostname(2).
---
--- ```lua
--- print(process.hostname())
--- ```
---@return string name
function process.hostname() end
