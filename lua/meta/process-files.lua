---@meta _

--- The part of the module `process` for files and directories. A mode is a string of octal digits,
--- such as "755". A number is refused, because 755 is not octal 755.

--- Makes a FIFO. The umask is subtracted from the mode. Errors: EEXIST, ENOENT, EACCES, EROFS.
--- Source: mkfifo(3).
---
--- ```lua
--- assert(process.mkfifo("/tmp/control", "600"))
--- ```
---@param path string
---@param mode? string default "666"
---@return true? made
---@return string? message
---@return string? errno
function process.mkfifo(path, mode) end

--- Makes a directory. The umask is subtracted from the mode.
--- Errors: EEXIST, ENOENT, ENOTDIR, EACCES, EROFS. Source: mkdir(2).
---
--- ```lua
--- process.mkdir("/tmp/state", "700")
--- ```
---@param path string
---@param mode? string default "777"
---@return true? made
---@return string? message
---@return string? errno
function process.mkdir(path, mode) end

--- Removes a name of a file, and the file with its last name. Errors: ENOENT, EACCES, EISDIR for a
--- directory, EROFS. Source: unlink(2).
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

--- Renames a file atomically. An existing file with the new name is replaced. Errors: ENOENT,
--- EACCES, EISDIR, ENOTDIR, ENOTEMPTY, EXDEV if the file systems differ. Source: rename(2).
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

--- Makes a symbolic link `path` that points to `target`. Errors: EEXIST, ENOENT, EACCES, EROFS.
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

--- Returns the target of a symbolic link. Errors: ENOENT, EINVAL if the file is not a link. Source:
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

--- Sets the mode of a file. Errors: ENOENT, EPERM if another user owns the file, EROFS. Source:
--- chmod(2).
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
---@field size integer size in bytes
---@field uid integer owner
---@field gid integer owning group
---@field links integer number of hard links
---@field ino integer inode number
---@field dev integer device of the file system
---@field mtime number time of the last modification, in seconds since the Epoch

---@class process.StatOptions
---@field follow? boolean false: describe a symbolic link itself, as lstat(2); default true

--- Returns the status of a file, given by a path or a descriptor. Errors: ENOENT, ENOTDIR, EACCES,
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

--- Returns the sorted names in a directory, without "." and "..". Errors: ENOENT, ENOTDIR, EACCES.
--- Source: readdir(3).
---
--- ```lua
--- for _, name in ipairs(assert(process.readdir("/etc"))) do print(name) end
--- ```
---@param path string
---@return string[]? names
---@return string? message
---@return string? errno
function process.readdir(path) end

--- Returns the file mode creation mask, such as "022". With an argument, sets it and returns the
--- previous one. Source: umask(2).
---
--- ```lua
--- local before = process.umask("077")
--- ```
---@param mask? string
---@return string mask
function process.umask(mask) end

--- Returns the host name. Source: gethostname(2).
---
--- ```lua
--- print(process.hostname())
--- ```
---@return string name
function process.hostname() end
