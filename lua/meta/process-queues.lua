---@meta _

--- The part of the module `process` for POSIX message queues: mq_overview(7). A queue has a name
--- such as "/jobs", which belongs to the IPC namespace and so to the box. `process.poll`,
--- `process.close` and `signal.mq_notify` also take its descriptor.

--- Opens a message queue for reading and writing, and makes it if it does not exist: for 10
--- messages of at most 1024 bytes. Errors: EINVAL for a name without a slash at its start, EACCES,
--- ENOSPC, EMFILE, also if the user has too many queues (RLIMIT_MSGQUEUE). Source: mq_open(3).
---
--- ```lua
--- local queue = assert(process.mq_open("/jobs"))
--- ```
---@param name string
---@return integer? queue
---@return string? message
---@return string? errno
function process.mq_open(name) end

--- Removes the name of a message queue. Errors: ENOENT, EACCES. Source: mq_unlink(3).
---
--- ```lua
--- process.mq_unlink("/jobs")
--- ```
---@param name string
---@return true? removed
---@return string? message
---@return string? errno
function process.mq_unlink(name) end

--- Adds a message to a queue, and waits while the queue is full. Errors: EMSGSIZE, EINTR, EBADF.
--- Source: mq_send(3).
---
--- ```lua
--- process.mq_send(queue, "a job")
--- ```
---@param queue integer
---@param text string
---@param priority? integer from 0 to 32767; default 0
---@return true? sent
---@return string? message
---@return string? errno
function process.mq_send(queue, text, priority) end

--- Takes the oldest message of the highest priority from a queue, and waits while there is none.
--- Errors: EINTR, EBADF. Source: mq_receive(3).
---
--- ```lua
--- local text = process.mq_receive(queue)
--- ```
---@param queue integer
---@return string? text
---@return string? message
---@return string? errno
function process.mq_receive(queue) end
