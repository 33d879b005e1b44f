---@meta _

--- The part of the module `process` for sockets of processes on one machine: unix(7). A name is a
--- path, at which a file is made, or `@` and an abstract name, which has no file and ends with its
--- socket. It has at most 107 bytes. `process.read`, `write`, `poll`, `nonblock` and `close` take
--- sockets too; commands that are started inherit none.

---@alias process.SocketType
---| "stream" bytes over a connection: SOCK_STREAM
---| "datagram" messages, each sent to a name: SOCK_DGRAM
---| "seqpacket" messages over a connection: SOCK_SEQPACKET

---@class process.ListenOptions
---@field mode? string of the file, "777" when left out; less the umask; who may write may connect
---@field backlog? integer how many connections wait to be accepted, 128 when left out

--- Makes a socket with a name, to which others connect or, for datagrams, send. The file stays when
--- the socket is closed: unlink it. Errors: EADDRINUSE for a name that is there, ENOENT, EACCES,
--- ENAMETOOLONG, EROFS, EMFILE. Source: unix(7), bind(2), listen(2).
---
--- ```lua
--- local control = assert(process.listen("/tmp/control", "stream", { mode = "600" }))
--- local notify = assert(process.listen("/tmp/notify", "datagram"))
--- ```
---@param name string
---@param type? process.SocketType "stream" when left out
---@param options? process.ListenOptions
---@return integer? fd
---@return string? message
---@return string? errno
function process.listen(name, type, options) end

---@class process.Peer
---@field pid integer 0 for a process outside of the box
---@field uid integer
---@field gid integer

--- Takes a connection to a socket that listens; returns a socket for it, and who connected. Errors:
--- EINTR, EAGAIN, EBADF, ENOTSOCK, EINVAL where it does not listen, EMFILE. Source: accept4(2),
--- SO_PEERCRED of unix(7).
---
--- ```lua
--- local client, peer = process.accept(control)
--- print(process.read(client), peer.pid, peer.uid)
--- ```
---@param fd integer|file*
---@return integer? fd
---@return process.Peer|string peer or the message
---@return string? errno
function process.accept(fd) end

--- Connects to the socket of a name; a datagram socket sends there from then on. Blocks while too
--- many connections wait there. Errors: EINTR, ENOENT, ECONNREFUSED where nobody listens, EACCES,
--- EPROTOTYPE for a socket of another type, ENAMETOOLONG, EMFILE. Source: connect(2), unix(7).
---
--- ```lua
--- local notify = assert(process.connect(process.environment().NOTIFY_SOCKET, "datagram"))
--- process.send(notify, "READY=1")
--- ```
---@param name string
---@param type? process.SocketType "stream" when left out
---@return integer? fd
---@return string? message
---@return string? errno
function process.connect(name, type) end

--- Makes two sockets that are connected. Errors: EMFILE, ENFILE. Source: socketpair(2).
---
--- ```lua
--- local own, childs = process.socketpair("seqpacket")
--- process.spawn{ "worker", descriptors = { childs } }
--- ```
---@param type? process.SocketType "stream" when left out
---@return integer? fd
---@return integer|string other the other end, or the message
---@return string? errno
function process.socketpair(type) end

--- Sends bytes, or one message; returns how many bytes: of a stream it may be a part. A datagram
--- socket that is not connected needs a name. PIPE is never sent. Errors: EINTR, EAGAIN, EPIPE
--- where the other end is closed, EMSGSIZE, ENOTCONN, ECONNREFUSED, ENOENT, EACCES, EPROTOTYPE,
--- EISCONN, ENOTSOCK, EBADF. Source: sendto(2), MSG_NOSIGNAL.
---
--- ```lua
--- process.send(client, "done\n")
--- process.send(notify, "reply", sender.name)
--- ```
---@param fd integer|file*
---@param text string
---@param name? string
---@return integer? count
---@return string? message
---@return string? errno
function process.send(fd, text, name) end

---@class process.Sender
---@field pid? integer 0 for a process outside of the box
---@field uid? integer
---@field gid? integer
---@field name? string by which it can be answered; absent where it has none

--- Receives one message, or what has come of a stream; of a stream an empty string is the end. For
--- datagrams at a socket of `process.listen` it also returns who sent them. Descriptors that come
--- with a message are closed. Errors: EINTR, EAGAIN, EMSGSIZE for a message longer than `count`,
--- which is lost, ECONNRESET, EINVAL where it is not connected, ENOTSOCK, EBADF. Source:
--- recvmsg(2), SCM_CREDENTIALS of unix(7).
---
--- ```lua
--- local text, sender = process.receive(notify)
--- if text:find("READY=1", 1, true) then print(sender.pid .. " is ready") end
--- ```
---@param fd integer|file*
---@param count? integer the most bytes, 65536 when left out
---@return string? text
---@return process.Sender|string|nil sender or the message
---@return string? errno
function process.receive(fd, count) end
